import { MINUTE, SECOND } from '@/lib/shared/time';
import type { ObservedPlay } from '@/lib/spotify/recently-played';

const WINDOW = 50;
/** Enough plays to measure a rate, few enough to notice when it changes. */
const SAMPLE = 20;
/** A listener whose last play ended longer ago than this is not listening now. */
const IDLE_MS = 20 * MINUTE;
/** Poll again when this share of Spotify's window has filled, so that a faster listener still loses nothing. */
const FILL = 0.5;
const SOONEST_MS = 5 * MINUTE;

/**
 * When a listener must be polled again before `nextRegularAt`, because at the present rate Spotify's window of 50
 * plays would overflow by then; null when the regular poll is early enough.
 */
export function nextAdaptivePoll(
  plays: readonly ObservedPlay[],
  now: Date,
  nextRegularAt: Date,
): Date | null {
  const ends = plays.map((p) => p.playedAt.getTime()).sort((a, b) => b - a);
  const [newest] = ends;
  const sample = ends.slice(0, SAMPLE);
  const oldest = sample.at(-1);
  if (newest === undefined || oldest === undefined || sample.length < 2) return null;
  if (now.getTime() - newest > IDLE_MS) return null;
  const msPerPlay = Math.max(SECOND, (newest - oldest) / (sample.length - 1));
  if (newest + WINDOW * msPerPlay > nextRegularAt.getTime()) return null;
  const poll = Math.max(newest + WINDOW * FILL * msPerPlay, now.getTime() + SOONEST_MS);
  return poll < nextRegularAt.getTime() ? new Date(poll) : null;
}
