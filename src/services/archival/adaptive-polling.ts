import { MINUTE, SECOND } from '@/lib/shared/time';
import type { ObservedPlay } from '@/lib/spotify/recently-played';

const WINDOW = 50;
/** Enough plays to see a pace, few enough to see a change of it. */
const SAMPLE = 20;
/** Somebody whose last play ended longer ago than this is not listening now. */
const IDLE_MS = 20 * MINUTE;
/** Look again when this share of Spotify's window has filled, so that a quicker hand still loses nothing. */
const FILL = 0.5;
const SOONEST_MS = 5 * MINUTE;

/**
 * When a listener must be looked at again before `nextRegularAt`, because at the present pace Spotify's window of 50
 * plays would overflow until then; null when the regular look is early enough.
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
  const look = Math.max(newest + WINDOW * FILL * msPerPlay, now.getTime() + SOONEST_MS);
  return look < nextRegularAt.getTime() ? new Date(look) : null;
}
