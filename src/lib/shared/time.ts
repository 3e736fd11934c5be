export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Listening time in full hours and minutes, never rounded up: every label says the same of one figure. */
export function hoursAndMinutes(ms: number): { hours: number; minutes: number } {
  const minutes = Math.floor(ms / MINUTE);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
