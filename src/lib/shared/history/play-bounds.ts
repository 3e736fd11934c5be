import { DAY } from '@/lib/shared/time';

/** Spotify opened on this day: no play ended earlier. Milliseconds since 1970. */
export const EARLIEST_PLAY_END = Date.parse('2008-10-07T00:00:00Z');

/** The latest end that a play may have, ms since 1970; a day ahead, because clocks differ. */
export const latestPlayEnd = (now: Date): number => now.getTime() + DAY;
