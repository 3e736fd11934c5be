import type { Reported } from './combine-plays';

/** A play of the archive. */
export interface KnownPlay {
  reported: Reported;
  /** When the archive first had it, ms UTC. */
  storedAt: number;
  /** When its listener removed it, ms UTC: reports of it are recognised and do not bring it back. Null where nobody did. */
  removedAt: number | null;
}

/** What keeps groups of reports apart: the known plays of which they are. */
export interface OfKnownPlays {
  removed: { play: number; at: number } | null;
  /** When the first of the others was stored, ms UTC; infinity where there is none. */
  storedAt: number;
}

export const OF_NO_KNOWN_PLAY: OfKnownPlays = { removed: null, storedAt: Number.POSITIVE_INFINITY };

export const ofKnownPlay = (play: number, { storedAt, removedAt }: KnownPlay): OfKnownPlays =>
  removedAt === null
    ? { removed: null, storedAt }
    : { ...OF_NO_KNOWN_PLAY, removed: { play, at: removedAt } };

/**
 * Two removed plays stay two. So does a play that was there when another was removed: its listener saw both, and kept this
 * one. One that came later is what was removed, brought once more.
 */
export function mayBeOne(a: OfKnownPlays, b: OfKnownPlays): boolean {
  if (a.removed && b.removed && a.removed.play !== b.removed.play) return false;
  const removed = a.removed ?? b.removed;
  return removed === null || Math.min(a.storedAt, b.storedAt) >= removed.at;
}

export const ofKnownPlays = (a: OfKnownPlays, b: OfKnownPlays): OfKnownPlays => ({
  removed: a.removed ?? b.removed,
  storedAt: Math.min(a.storedAt, b.storedAt),
});
