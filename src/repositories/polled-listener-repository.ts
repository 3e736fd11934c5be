import 'server-only';
import type { Breaker } from '@/lib/circuit-breaker';
import type { Database } from '@/lib/db/client';

/** A listener as polling needs one. Tokens are sealed. */
export interface PolledListener {
  id: number;
  accessToken: string;
  refreshToken: string;
  tokenExpiresAt: Date;
  tokenVersion: number;
  breaker: Breaker;
  /** Null until the first answer of Spotify. */
  lastPolledAt: Date | null;
}

const columns = {
  id: true,
  accessToken: true,
  refreshToken: true,
  tokenExpiresAt: true,
  tokenVersion: true,
  consecutiveFailures: true,
  lastFailureType: true,
  lastFailedAt: true,
  circuitOpenUntil: true,
  circuitOpenedCount: true,
  lastPolledAt: true,
} as const;

/** Whoever may be polled at all: active, with tokens, and with a breaker that lets a request through. */
const pollable = (now: Date) => ({
  isActive: true,
  accessToken: { not: null },
  refreshToken: { not: null },
  tokenExpiresAt: { not: null },
  OR: [{ circuitOpenUntil: null }, { circuitOpenUntil: { lte: now } }],
});

/** The pollable ones among these ids, in id order. */
export async function findListenersToPoll(
  db: Database,
  ids: readonly number[],
  now: Date,
): Promise<PolledListener[]> {
  const where = { id: { in: [...ids] }, ...pollable(now) };
  const rows = await db.user.findMany({ where, select: columns, orderBy: { id: 'asc' } });
  return rows.map(toListener).filter((l) => l !== null);
}

/** One connected listener, whatever the breaker says; null when there is no connection to poll. */
export async function findConnectedListener(db: Database, id: number): Promise<PolledListener | null> {
  const row = await db.user.findFirst({ where: { id, isActive: true }, select: columns });
  return row ? toListener(row) : null;
}

/** A keyset page of pollable ids above `afterId`, so that memory stays the same for any number of listeners. */
export async function findPollableIds(
  db: Database,
  afterId: number,
  limit: number,
  now: Date,
): Promise<number[]> {
  const where = { id: { gt: afterId }, ...pollable(now) };
  const rows = await db.user.findMany({ where, select: { id: true }, orderBy: { id: 'asc' }, take: limit });
  return rows.map((row) => row.id);
}

export function countPollable(db: Database, now: Date): Promise<number> {
  return db.user.count({ where: pollable(now) });
}

/** Someone whose tokens may look up artists for everybody: the one polled last is the likeliest to be connected. */
export async function findListenerPolledLast(db: Database, now: Date): Promise<PolledListener | null> {
  const where = { ...pollable(now), consecutiveFailures: 0 };
  const row = await db.user.findFirst({
    where,
    select: columns,
    orderBy: { lastPolledAt: { sort: 'desc', nulls: 'last' } },
  });
  return row ? toListener(row) : null;
}

interface Row {
  id: number;
  accessToken: string | null;
  refreshToken: string | null;
  tokenExpiresAt: Date | null;
  tokenVersion: number;
  consecutiveFailures: number;
  lastFailureType: Breaker['lastFailureType'];
  lastFailedAt: Date | null;
  circuitOpenUntil: Date | null;
  circuitOpenedCount: number;
  lastPolledAt: Date | null;
}

function toListener(row: Row): PolledListener | null {
  const { id, accessToken, refreshToken, tokenExpiresAt, tokenVersion, lastPolledAt } = row;
  if (accessToken === null || refreshToken === null || tokenExpiresAt === null) return null;
  const breaker: Breaker = {
    consecutiveFailures: row.consecutiveFailures,
    lastFailureType: row.lastFailureType,
    lastFailedAt: row.lastFailedAt,
    openUntil: row.circuitOpenUntil,
    openedCount: row.circuitOpenedCount,
  };
  return { id, accessToken, refreshToken, tokenExpiresAt, tokenVersion, breaker, lastPolledAt };
}
