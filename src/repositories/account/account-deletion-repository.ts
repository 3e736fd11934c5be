import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryColumn, queryValue } from '@/lib/db/query';
import type { Mentions } from '@/lib/queue/queue';
import { ownerColumn, PERSONAL_DATA, type PersonalDataKind } from '@/lib/shared/account/personal-data';

export type RowCounts = Record<PersonalDataKind, number>;

/** The listener's rows of one kind of data; every name is a constant of the list. */
const rowsOf = (table: string, userId: number): Prisma.Sql =>
  Prisma.sql`FROM ${Prisma.raw(table)} WHERE ${Prisma.raw(ownerColumn(table))} = ${userId}`;

/** How many rows are stored about a listener, by kind. */
export async function countPersonalRows(db: Database, userId: number): Promise<RowCounts> {
  return byKind((table) => queryValue(db, z.int())`SELECT count(*)::int ${rowsOf(table, userId)}`);
}

/**
 * Locks the listener's row for this transaction: writers of plays and token refreshes wait, and find no listener
 * afterwards. Returns the Spotify id; null when there is no such listener.
 */
export async function lockListenerForDeletion(db: Database, userId: number): Promise<string | null> {
  const [spotifyId = null] = await queryColumn(
    db,
    z.string(),
  )`SELECT spotify_id FROM users WHERE id = ${userId} FOR UPDATE`;
  return spotifyId;
}

/**
 * Deletes every row of a listener, one statement per table, and returns how many there were. Call it in a transaction
 * that locks the listener's row.
 */
export async function deletePersonalRows(db: Database, userId: number): Promise<RowCounts> {
  return byKind((table) => db.$executeRaw`DELETE ${rowsOf(table, userId)}`);
}

/** Plays are deleted after the rollups, then the music that only they refer to; the account is last: all refer to it. */
const LAST: readonly PersonalDataKind[] = ['plays', 'claims', 'account'];
const IN_ORDER = PERSONAL_DATA.toSorted((a, b) => LAST.indexOf(a.kind) - LAST.indexOf(b.kind));

async function byKind(count: (table: string) => Promise<number>): Promise<RowCounts> {
  const counts: [PersonalDataKind, number][] = [];
  for (const { kind, tables } of IN_ORDER) {
    let rows = 0;
    for (const table of tables) rows += await count(table);
    counts.push([kind, rows]);
  }
  return Object.fromEntries(counts) as RowCounts;
}

/**
 * The context of a listener's saved tracks contains their Spotify id. Plays of others may refer to it too, so the row
 * stays and only loses the id. Returns how many there were.
 */
export async function anonymizeContexts(db: Database, spotifyId: string): Promise<number> {
  return db.$executeRaw`
    UPDATE play_contexts SET uri = 'forgotten:' || id
    WHERE starts_with(uri, ${`spotify:user:${spotifyId}:`}) OR uri = ${`spotify:user:${spotifyId}`}`;
}

/** What queue messages may contain about a listener. */
export async function findMentions(db: Database, userId: number): Promise<Mentions> {
  const requests = await db.archiveRequest.findMany({ where: { userId }, select: { id: true } });
  const imports = await db.importJob.findMany({ where: { userId }, select: { id: true } });
  return {
    userId: [userId],
    userIds: [userId],
    requestId: requests.map(({ id }) => id),
    importId: imports.map(({ id }) => id),
  };
}
