import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { isLeftOutOf } from '@/repositories/history/left-out-plays';
import { kindInSql } from './entity-kinds';
import { isOfEntity } from './find-entity-plays';

const leftOutRow = z.object({
  id: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  imageUrl: z.string().nullable(),
  artists: z.array(z.string()),
  plays: z.int(),
});

export type LeftOutEntity = z.output<typeof leftOutRow>;

/** An artist, album, track or release of which plays are left out that would count, and how many; null for any other. */
export async function findLeftOutEntity(
  db: Database,
  userId: number,
  entity: Entity,
): Promise<LeftOutEntity | null> {
  // A recording without plays that count has no release that is played most.
  const { described, joins } = kindInSql(entity.kind === 'track' ? 'release' : entity.kind, userId);
  return queryOne(db, leftOutRow)`
    SELECT ${described}, ranked.plays FROM (
      SELECT ${entity.id}::int AS id, count(*)::int AS plays FROM play_events
      WHERE ${isLeftOutOf(userId)} AND ${isOfEntity(userId, entity)}
      HAVING count(*) > 0) ranked ${joins}`;
}

/** The name of a track, release, artist or album of which the listener has a play that counts, or is left out; else null. */
export async function findPlayedName(db: Database, userId: number, entity: Entity): Promise<string | null> {
  const { rollup, id, keyOf, described, joins } = kindInSql(entity.kind, userId);
  const row = await queryOne(db, z.object({ name: z.string() }))`
    WITH ranked AS MATERIALIZED (
      SELECT ${id} AS id FROM ${rollup} WHERE user_id = ${userId} AND ${id} = ${keyOf(entity.id)})
    SELECT ${described} FROM ranked ${joins}`;
  return (row ?? (await findLeftOutEntity(db, userId, entity)))?.name ?? null;
}
