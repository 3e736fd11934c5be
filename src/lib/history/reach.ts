import { MINUTE } from '@/lib/shared/time';
import type { Report } from './report';

/** A time between two ends of plays, both included, ms UTC. */
interface Span {
  from: number;
  to: number;
}

/** What is known of a play's end and length. */
type Ended = Pick<Report, 'end' | 'msPlayed'> & { track: Pick<Report['track'], 'durationMs'> };

/** Further than this and twice its length from a report's end, no play can be the same. */
const BEYOND_THE_PLAY = 3 * MINUTE;

/** How far from its end known plays must be looked at, ms, where a play lasted so long. */
export const reachOfLength = (ms: number | null): number => BEYOND_THE_PLAY + 2 * (ms ?? 0);

/** Within which spans known plays must end so that `matchPlays` can decide about reports. In order, no two overlap. */
export function reachesOf(reports: readonly Ended[]): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of reports.map(spanOf).sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}

/** The same for plays of a listener in the database. */
export const reachesOfListener = (userId: number, reports: readonly Ended[]) =>
  reachesOf(reports).map(({ from, to }) => ({ userId, from: new Date(from), to: new Date(to) }));

function spanOf({ end, msPlayed, track }: Ended): Span {
  // A poll may be the start of a play that lasted as long as its track.
  const reach = reachOfLength(msPlayed ?? track.durationMs);
  return { from: end - reach, to: end + reach };
}
