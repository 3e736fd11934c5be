import { DEFAULT_COUNTS_FROM_S } from '@/lib/shared/history/counts-from';
import { SECOND } from '@/lib/shared/time';

/** Spotify counts a play from here on; a listener may choose another length. */
const DEFAULT_COUNTS_FROM = DEFAULT_COUNTS_FROM_S * SECOND;

/** Whether a play counts in statistics. A shorter one is kept; one of unknown length was polled, and polls list no skips. */
export const countsAsPlay = (msPlayed: number | null, countsFromMs = DEFAULT_COUNTS_FROM): boolean =>
  msPlayed === null || msPlayed >= countsFromMs;
