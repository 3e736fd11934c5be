import type { Report, Reporter } from './report';

/** What the archive calls the reporters of plays, the most exact end first. */
export const PLAY_SOURCES = ['poll', 'extended_history', 'account_data'] as const;
export type PlaySource = (typeof PLAY_SOURCES)[number];

export const SOURCES: Record<Reporter, PlaySource> = {
  poll: 'poll',
  history: 'extended_history',
  account: 'account_data',
};

const PRECISION: Record<PlaySource, Report['precision']> = {
  poll: 1,
  extended_history: 1_000,
  account_data: 60_000,
};

/**
 * The report of a play by one source. A poll has neither the played time nor how it ended, a file no context, and the account
 * data not how it ended.
 */
export function reportBy(
  source: PlaySource,
  end: number,
  play: Omit<Report, 'end' | 'precision' | 'source'>,
): Report {
  const precision = PRECISION[source];
  const { track, msPlayed, skipped, reasonStart, reasonEnd, context } = play;
  if (source === 'poll') return { end, precision, track, msPlayed: null, ...UNKNOWN_ENDING, context, source };
  const ending = source === 'account_data' ? UNKNOWN_ENDING : { skipped, reasonStart, reasonEnd };
  return { end, precision, track, msPlayed, ...ending, context: null, source: 'import' };
}

const UNKNOWN_ENDING = { skipped: null, reasonStart: null, reasonEnd: null };
