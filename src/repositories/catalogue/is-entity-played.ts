import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { isLeftOutOf } from '@/repositories/history/left-out-plays';
import { kindInSql } from './entity-kinds';
import { isOfEntity } from './find-entity-plays';

/** Whether the listener has a play of this artist, album, track or release that counts, or would if it were not left out. */
export async function isEntityPlayed(db: Database, userId: number, entity: Entity): Promise<boolean> {
  const { rollup, id, keyOf } = kindInSql(entity.kind, userId);
  return queryValue(db, z.boolean())`
    SELECT EXISTS (SELECT FROM ${rollup} WHERE user_id = ${userId} AND ${id} = ${keyOf(entity.id)})
      OR EXISTS (SELECT FROM play_events
        WHERE ${isLeftOutOf(userId)} AND ${isOfEntity(userId, entity)}) AS played`;
}

/** Whether the listener has any play of it, however short. */
export async function hasPlaysOf(db: Database, userId: number, entity: Entity): Promise<boolean> {
  return queryValue(db, z.boolean())`
    SELECT EXISTS (SELECT FROM play_events WHERE user_id = ${userId} AND ${isOfEntity(userId, entity)}) AS played`;
}
