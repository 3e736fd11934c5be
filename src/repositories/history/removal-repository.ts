import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOne, queryOnly, queryValue } from '@/lib/db/query';
import { reachOfLength } from '@/lib/history/reach';
import type { RemovalChoice } from '@/lib/shared/history/removal';
import { artistsOfTrack } from '@/repositories/catalogue/artists-of-track';
import { chosenPlays } from './chosen-plays';

const chosenRow = z.object({ plays: z.int(), from: z.date().nullable(), to: z.date().nullable() });

/** How many plays a choice means, and when the first and the last of them ended. */
export async function countChosenPlays(
  db: Database,
  userId: number,
  choice: RemovalChoice,
): Promise<z.output<typeof chosenRow>> {
  return queryOnly(db, chosenRow)`
    SELECT count(*)::int AS plays, min(played_at) AS "from", max(played_at) AS "to"
    FROM (${chosenPlays(userId, choice)}) c`;
}

const nameRow = z.object({ name: z.string(), artists: z.array(z.string()) });

/** The names of a track, or of an artist, as removals are labelled with them; null when there is none. */
export async function findChosenName(
  db: Database,
  choice: RemovalChoice,
): Promise<z.output<typeof nameRow> | null> {
  if (choice.what === 'artist')
    return queryOne(
      db,
      nameRow,
    )`SELECT name, '{}'::text[] AS artists FROM artists WHERE id = ${choice.artistId}`;
  return queryOne(db, nameRow)`
    SELECT t.name, ${artistsOfTrack('name')} AS artists FROM tracks t WHERE t.id = ${choice.trackId}`;
}

const removalRow = z.object({
  id: z.int(),
  label: z.string(),
  removedAt: z.date(),
  plays: z.int(),
  from: z.date().nullable(),
  to: z.date().nullable(),
});

export type RemovalRow = z.output<typeof removalRow>;

/**
 * Removes the plays of a choice, with all that was counted of them. Returns the key of the removal. The caller's
 * transaction locks the listener's row.
 */
export async function removeChosenPlays(
  db: Database,
  { userId, label, now }: { userId: number; label: string; now: Date },
  choice: RemovalChoice,
): Promise<number> {
  const { id } = await db.playRemoval.create({
    data: { userId, label, removedAt: now },
    select: { id: true },
  });
  await db.$queryRaw`
    SELECT keep_removed(${id}::int, (SELECT coalesce(jsonb_agg(jsonb_build_object('played_at', c.played_at, 'track_id',
      c.track_id)), '[]') FROM (${chosenPlays(userId, choice)}) c))`;
  return id;
}

/** The latest removals of a listener, those that come after a place in that order, or one of them. */
export async function findRemovals(
  db: Database,
  userId: number,
  { limit, id, after = null }: { limit: number; id?: number; after?: { at: Date; id: number } | null },
): Promise<RemovalRow[]> {
  return query(db, removalRow)`
    SELECT m.id, m.label, m.removed_at AS "removedAt", count(r.played_at)::int AS plays, min(r.played_at) AS "from",
      max(r.played_at) AS "to"
    FROM (SELECT * FROM play_removals WHERE user_id = ${userId} AND (${id ?? null}::int IS NULL OR id = ${id ?? null}::int)
        AND (${after === null} OR (removed_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::int))
      ORDER BY removed_at DESC, id DESC LIMIT ${limit}) m
    LEFT JOIN removed_plays r ON r.removal_id = m.id
    GROUP BY m.id, m.label, m.removed_at ORDER BY m.removed_at DESC, m.id DESC`;
}

/** The tracks whose plays a removal holds. */
export async function findTracksOfRemoval(db: Database, removal: number): Promise<number[]> {
  const rows = await db.removedPlay.findMany({
    where: { removalId: removal },
    distinct: 'trackId',
    select: { trackId: true },
  });
  return rows.map(({ trackId }) => trackId);
}

/** A removed play by its key. */
export interface RemovedKey {
  playedAt: Date;
  trackId: number;
}

const nearRow = z.object({
  playedAt: z.date(),
  msPlayed: z.int().nullable(),
  durationMs: z.int().nullable(),
});

/** The plays of other removals of the listener that ended so near to a play of this one that they may be the same. */
export async function findNearRemoved(
  db: Database,
  userId: number,
  removal: number,
): Promise<z.output<typeof nearRow>[]> {
  return query(db, nearRow)`
    SELECT o.played_at AS "playedAt", o.ms_played AS "msPlayed", t.duration_ms AS "durationMs"
    FROM removed_plays o JOIN tracks t ON t.id = o.track_id
    CROSS JOIN LATERAL (SELECT ${reachOfLength(0)} * interval '1 ms'
      + 2 * coalesce(o.ms_played, t.duration_ms, 0) * interval '1 ms' AS reach) r
    WHERE o.user_id = ${userId} AND o.removal_id <> ${removal} AND EXISTS (
      SELECT 1 FROM removed_plays m WHERE m.user_id = ${userId} AND m.removal_id = ${removal}
        AND m.played_at BETWEEN o.played_at - r.reach AND o.played_at + r.reach)`;
}

/** The keys of the plays of a removal. */
export async function findKeysOfRemoval(db: Database, removal: number): Promise<RemovedKey[]> {
  return db.removedPlay.findMany({
    where: { removalId: removal },
    select: { playedAt: true, trackId: true },
  });
}

/** Moves removed plays of the listener to another of their removals; one that has none left is deleted. */
export async function moveToRemoval(
  db: Database,
  { userId, removal }: { userId: number; removal: number },
  keys: readonly RemovedKey[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE removed_plays r SET removal_id = ${removal}
    FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS k("playedAt" timestamptz, "trackId" int)
    WHERE r.user_id = ${userId} AND r.played_at = k."playedAt" AND r.track_id = k."trackId"`;
  await db.playRemoval.deleteMany({ where: { userId, id: { not: removal }, plays: { none: {} } } });
}

/** Writes the plays of a removal again and deletes it. Returns how many. The caller's transaction locks the listener's row. */
export async function bringBack(db: Database, removal: number, now: Date): Promise<number> {
  return queryValue(db, z.int())`
    SELECT bring_back(${removal}::int, ${now}) AS plays`;
}

/** The artists of a track, first named first. */
export async function findArtistsOf(db: Database, trackId: number, limit: number): Promise<number[]> {
  const rows = await db.trackArtist.findMany({
    where: { trackId },
    orderBy: { position: 'asc' },
    take: limit,
    select: { artistId: true },
  });
  return rows.map(({ artistId }) => artistId);
}
