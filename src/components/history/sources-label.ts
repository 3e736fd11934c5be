import type { HistoryPlay } from '@/lib/shared/analytics/statistics';

/** "Spotify", "import", or both: who reported a play. */
export function sourcesLabel(sources: HistoryPlay['sources']): string {
  const isPolled = sources.includes('poll');
  const isImported = sources.some((source) => source !== 'poll');
  return [...(isPolled ? ['Spotify'] : []), ...(isImported ? ['import'] : [])].join(' + ');
}
