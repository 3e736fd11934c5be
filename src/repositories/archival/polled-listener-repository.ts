import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Breaker } from '@/lib/circuit-breaker';
import type { Database } from '@/lib/db/client';
import { query, queryColumn, queryOnly, queryValue } from '@/lib/db/query';
import { FAILURE_TYPES } from '@/lib/shared/archival/breaker-events';
import { lastPolledAt } from './last-polled-at';

const listenerRow = z
  .object({
    id: z.int(),
    accessToken: z.string(),
    refreshToken: z.string(),
    tokenExpiresAt: z.date(),
    tokenVersion: z.int(),
    /** When the listener last gave consent on Spotify's page. */
    authorizedAt: z.date().nullable(),
    consecutiveFailures: z.int(),
    authFailures: z.int(),
    networkFailures: z.int(),
    lastFailureType: z.enum(FAILURE_TYPES).nullable(),
    lastFailedAt: z.date().nullable(),
    circuitOpenUntil: z.date().nullable(),
    circuitOpenedCount: z.int(),
    /** Null until Spotify has answered once. */
    lastPolledAt: z.date().nullable(),
  })
  .transform(
    ({
      consecutiveFailures,
      authFailures: AUTH,
      networkFailures: NETWORK,
      lastFailureType,
      lastFailedAt,
      circuitOpenUntil,
      circuitOpenedCount,
      ...listener
    }) => {
      const breaker: Breaker = {
        failures: { AUTH, NETWORK, UNKNOWN: consecutiveFailures - AUTH - NETWORK },
        lastFailureType,
        lastFailedAt,
        openUntil: circuitOpenUntil,
        openedCount: circuitOpenedCount,
      };
      return { ...listener, breaker };
    },
  );

/** What polling needs of a listener. Tokens are sealed. */
export type PolledListener = z.output<typeof listenerRow>;

/** Connected listeners: active, with tokens. */
const IS_CONNECTED = Prisma.sql`u.is_active AND u.access_token IS NOT NULL AND u.refresh_token IS NOT NULL
  AND u.token_expires_at IS NOT NULL`;

/** Pollable listeners: connected, and with a breaker that lets a request through. */
const isPollable = (now: Date): Prisma.Sql =>
  Prisma.sql`${IS_CONNECTED} AND (u.circuit_open_until IS NULL OR u.circuit_open_until <= ${now})`;

/** `rest`: WHERE and ORDER BY, over `u`. */
async function findListeners(db: Database, rest: Prisma.Sql): Promise<PolledListener[]> {
  return query(db, listenerRow)`
    SELECT u.id, u.access_token AS "accessToken", u.refresh_token AS "refreshToken",
      u.token_expires_at AS "tokenExpiresAt", u.token_version AS "tokenVersion",
      u.authorized_at AS "authorizedAt", u.consecutive_failures AS "consecutiveFailures",
      u.auth_failures AS "authFailures", u.network_failures AS "networkFailures", u.last_failure_type::text AS "lastFailureType",
      u.last_failed_at AS "lastFailedAt", u.circuit_open_until AS "circuitOpenUntil",
      u.circuit_opened_count AS "circuitOpenedCount", ${lastPolledAt} AS "lastPolledAt"
    FROM users u ${rest}`;
}

/** The pollable ones among these ids, in id order. */
export const findListenersToPoll = (
  db: Database,
  ids: readonly number[],
  now: Date,
): Promise<PolledListener[]> =>
  findListeners(db, Prisma.sql`WHERE u.id = ANY (${[...ids]}::int[]) AND ${isPollable(now)} ORDER BY u.id`);

/** One connected listener, ignoring the breaker; null when there is no connection to poll. */
export async function findConnectedListener(db: Database, id: number): Promise<PolledListener | null> {
  const [listener] = await findListeners(db, Prisma.sql`WHERE u.id = ${id} AND ${IS_CONNECTED}`);
  return listener ?? null;
}

/** A listener whose tokens can look up artists for everyone: the one polled last is the most likely to be connected. */
export async function findListenerPolledLast(db: Database, now: Date): Promise<PolledListener | null> {
  const [listener] = await findListeners(
    db,
    Prisma.sql`WHERE ${isPollable(now)} AND u.consecutive_failures = 0
      ORDER BY "lastPolledAt" DESC NULLS LAST, u.id LIMIT 1`,
  );
  return listener ?? null;
}

/** A keyset page of pollable ids above `afterId`, so that memory stays the same for any number of listeners. */
export async function findPollableIds(
  db: Database,
  afterId: number,
  limit: number,
  now: Date,
): Promise<number[]> {
  return queryColumn(db, z.int())`
    SELECT u.id FROM users u WHERE u.id > ${afterId} AND ${isPollable(now)} ORDER BY u.id LIMIT ${limit}`;
}

/**
 * Listeners whom the run of this slot is to poll and who still wait: no poll of theirs has succeeded or failed since,
 * and they have not signed in since, which polls too. Counts those with a place below `due` in the order in which the
 * run polls, and gives the lowest such place. Reads all listeners.
 */
export async function countWaiting(db: Database, slot: Date, due: number) {
  return queryOnly(db, waitingRow)`
    SELECT count(*)::int AS listeners, min(place)::int AS "firstPlace"
      FROM (SELECT row_number() OVER (ORDER BY u.id) - 1 AS place, ${isPollable(slot)}
              AND greatest(${lastPolledAt}, u.last_failed_at, '-infinity') < ${slot} AS waits
              FROM users u WHERE ${IS_CONNECTED} AND (u.authorized_at IS NULL OR u.authorized_at < ${slot})) l
     WHERE waits AND place < ${due}`;
}

const waitingRow = z.object({ listeners: z.int(), firstPlace: z.int().nullable() });

/** How many listeners may be polled now. Reads all of them. */
export async function countPollable(db: Database, now: Date): Promise<number> {
  return queryValue(db, z.int())`SELECT count(*)::int AS count FROM users u WHERE ${isPollable(now)}`;
}
