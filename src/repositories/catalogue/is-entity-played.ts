import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { kindInSql } from './entity-kinds';

const found = z.object({ played: z.boolean() });

/** Whether the listener ever played this artist, album, track or release. */
export async function isEntityPlayed(db: Database, userId: number, entity: Entity): Promise<boolean> {
  const { rollup, id, keyOf } = kindInSql(entity.kind, userId);
  const row = await queryOne(db, found)`
    SELECT EXISTS (SELECT FROM ${rollup} WHERE user_id = ${userId} AND ${id} = ${keyOf(entity.id)}) AS played`;
  return row?.played ?? false;
}
