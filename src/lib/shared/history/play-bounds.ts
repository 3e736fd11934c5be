import { DAY, HOUR } from '@/lib/shared/time';

/** Spotify opened on this day: no play ended earlier. Milliseconds since 1970. */
export const EARLIEST_PLAY_END = Date.parse('2008-10-07T00:00:00Z');

/** The latest end that a play may have, ms since 1970; a day ahead, because clocks differ. */
export const latestPlayEnd = (now: Date): number => now.getTime() + DAY;

/** The first and the last instant that the database and JavaScript write alike. */
export const EARLIEST_INSTANT = new Date('0001-01-01T00:00:00.000Z');
export const LATEST_INSTANT = new Date('9999-12-31T23:59:59.999Z');

/** The longest that one play is listened to, ms. */
export const LONGEST_PLAY_MS = 24 * HOUR;

/**
 * So many plays may end on one UTC day, one every 17 seconds. A row of a file is compared with all plays around it: a day
 * without end would stop the archive for others.
 */
export const MOST_PLAYS_A_DAY = 5_000;

/** Names are stored up to this many UTF-16 code units. */
export const LONGEST_NAME = 1_000;

/** A text beyond this many UTF-16 code units is no name of anything. */
export const LONGEST_TEXT = 10_000;

/** Whether a play can have ended at this time, ms since 1970. */
export const isPlausibleEnd = (at: number, now: Date): boolean =>
  at >= EARLIEST_PLAY_END && at <= latestPlayEnd(now);

/** Whether a play can have been listened to for this long, ms. */
export const isPlausibleLength = (ms: number): boolean => ms >= 0 && ms <= LONGEST_PLAY_MS;

/** Whether a text can be the name of anything. */
export const isPlausibleText = (text: string): boolean => text.length <= LONGEST_TEXT;

/** Whether the database can compare a text with its own: it cannot hold U+0000. */
export const isStorable = (text: string): boolean => !text.includes('\u0000');

/**
 * A name as it is stored: cut to 1,000 characters, never inside a surrogate pair, without what PostgreSQL cannot hold
 * (U+0000 and halves of surrogate pairs); none, '', where it is blank.
 */
export function toStoredName(text: string): string {
  const isHalved = text.length > LONGEST_NAME && /[\uD800-\uDBFF]/.test(text.charAt(LONGEST_NAME - 1));
  const cut = text.slice(0, isHalved ? LONGEST_NAME - 1 : LONGEST_NAME);
  const name = cut.replaceAll('\u0000', '').toWellFormed();
  return name.trim() === '' ? '' : name;
}
