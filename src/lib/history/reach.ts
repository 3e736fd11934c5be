import { MINUTE } from '@/lib/shared/time';
import type { Report } from './report';

/** Further than this and twice its length from a report's end, no play can be the same. */
const BEYOND_THE_PLAY = 3 * MINUTE;

/** Within which span known plays must end so that `matchPlays` can decide about reports; null for none. Ms UTC. */
export function reachOf(reports: readonly Report[]): { from: number; to: number } | null {
  if (reports.length === 0) return null;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { end, msPlayed, track } of reports) {
    // A poll may be the start of a play that lasted as long as its track.
    const reach = BEYOND_THE_PLAY + 2 * (msPlayed ?? track.durationMs ?? 0);
    from = Math.min(from, end - reach);
    to = Math.max(to, end + reach);
  }
  return { from, to };
}
