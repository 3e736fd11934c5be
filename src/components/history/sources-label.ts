import type { HistoryPlay } from '@/lib/shared/analytics/statistics';

type Sources = HistoryPlay['sources'];

const REPORTERS: readonly [Sources[number], string][] = [
  ['poll', 'Spotify as it was played'],
  ['extended_history', 'an imported extended streaming history'],
  ['account_data', 'imported account data'],
];

/** "import", "Spotify + import": who reported a play; empty for most, which Spotify alone reported. */
export function otherSourcesLabel(sources: Sources): string {
  if (!isImported(sources)) return '';
  return sources.includes('poll') ? 'Spotify + import' : 'import';
}

/** The same of every play and kind of file, as a sentence. */
export const reportersLabel = (sources: Sources): string =>
  `Reported by ${REPORTERS.flatMap(([source, name]) => (sources.includes(source) ? name : [])).join(' and by ')}`;

/** With what is known of its length. */
export function reportLabel({ sources, isEstimate }: Pick<HistoryPlay, 'sources' | 'isEstimate'>): string {
  const length = isEstimate
    ? 'the length is estimated, as Spotify does not report it.'
    : 'the length is as reported.';
  return `${reportersLabel(sources)}; ${length}`;
}

const isImported = (sources: Sources): boolean => sources.some((source) => source !== 'poll');
