export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Listening time rounded to minutes: whatever is said of it is made of these, so that no two labels contradict each other. */
export const wholeMinutes = (ms: number): number => Math.round(ms / MINUTE);
