import { MINUTE } from '@/lib/shared/time';

/**
 * Start of the next scheduled archive, UTC. Polls happen at every multiple of `everyMinutes` after a full UTC hour
 * (60: on the hour); a poll due right now counts as past, so the result always lies after `now`.
 */
export function nextPollAt(now: Date, everyMinutes: number): Date {
  const step = everyMinutes * MINUTE;
  return new Date((Math.floor(now.getTime() / step) + 1) * step);
}
