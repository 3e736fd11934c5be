import type { HistoryPlay } from '@/lib/shared/analytics/statistics';

type Sources = HistoryPlay['sources'];

/** "import", "Spotify + import": who reported a play; empty for most, which Spotify alone reported. */
export function otherSourcesLabel(sources: Sources): string {
  if (!isImported(sources)) return '';
  return sources.includes('poll') ? 'Spotify + import' : 'import';
}

/** The same of every play, as a sentence, with what is known of its length. */
export function reportLabel({ sources, isEstimate }: Pick<HistoryPlay, 'sources' | 'isEstimate'>): string {
  const length = isEstimate
    ? 'the length is estimated, as Spotify does not report it.'
    : 'the length is as reported.';
  return `Reported by ${reportersOf(sources)}; ${length}`;
}

function reportersOf(sources: Sources): string {
  if (!isImported(sources)) return 'Spotify as it was played';
  return sources.includes('poll') ? 'Spotify as it was played and by an import' : 'an import';
}

const isImported = (sources: Sources): boolean => sources.some((source) => source !== 'poll');
