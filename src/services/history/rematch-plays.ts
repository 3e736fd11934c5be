import { type Database, PLAYS_TRANSACTION, type RootDatabase } from '@/lib/db/client';
import { matchPlays } from '@/lib/history/match-plays';
import { reachesOfListener } from '@/lib/history/reach';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { findEndsOfTracks } from '@/repositories/history/ends-of-tracks';
import { findStoredPlays, type StoredPlay } from '@/repositories/history/stored-plays-repository';
import { type ComposedPlays, composePlays } from './compose-plays';
import { knownPlays } from './stored-reports';
import { writeComposed } from './write-composed';

/** Plays of these tracks that are compared in one transaction. */
const PLAYS = 200;

/**
 * Matches the plays around those of some tracks again, now that more is known about the tracks: two plays may turn out to be
 * one. In small transactions, each of which locks the listener's row.
 */
export async function rematchPlays(
  db: RootDatabase,
  listener: { userId: number; now: Date },
  tracks: readonly number[],
): Promise<void> {
  for (let after: Date | null = new Date(0); after !== null; ) {
    const from: Date = after;
    after = await db.$transaction((tx) => rematchFrom(tx, listener, tracks, from), PLAYS_TRANSACTION);
  }
}

/** Returns the end of the last play that was compared; null when there is none. */
async function rematchFrom(
  db: Database,
  { userId, now }: { userId: number; now: Date },
  tracks: readonly number[],
  after: Date,
): Promise<Date | null> {
  if ((await lockListenerForWriting(db, userId)) === null) return null;
  const ends = await findEndsOfTracks(db, userId, tracks, { after, limit: PLAYS });
  const stored = await findStoredPlays(db, reachesOfListener(userId, ends), 'file');
  await writeComposed(db, { userId, now }, recompose(userId, stored));
  const last = ends.at(-1);
  return last && ends.length === PLAYS ? new Date(last.end) : null;
}

/**
 * Stored plays after matching all their reports again. A play that turns out to be a removed one is merged into it, and stays
 * removed.
 */
export function recompose(userId: number, stored: readonly StoredPlay[]): ComposedPlays {
  const { known, trackIds } = knownPlays(stored);
  const composed = composePlays(userId, matchPlays([], known), stored, trackIds);
  // Everything around them is matched here already, so nothing is noted for later.
  return { ...composed, plays: composed.plays.map((play) => ({ ...play, was_track_id: undefined })) };
}
