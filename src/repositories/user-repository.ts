import 'server-only';
import type { Database } from '@/lib/db/client';

export interface KnownUser {
  id: number;
  spotifyId: string;
  spotifyAccountId: string | null;
}

const identity = { id: true, spotifyId: true, spotifyAccountId: true } as const;

/** Every user that either id points at, none, one or two, in the order of their keys. */
export function findUsersByIdentity(
  db: Database,
  spotifyId: string,
  spotifyAccountId: string | null,
): Promise<KnownUser[]> {
  const byAccount = spotifyAccountId === null ? [] : [{ spotifyAccountId }];
  return db.user.findMany({
    where: { OR: [{ spotifyId }, ...byAccount] },
    select: identity,
    orderBy: { id: 'asc' },
  });
}

/** Adds the user unless another sign-in has just done so. */
export async function createUserIfAbsent(
  db: Database,
  user: { spotifyId: string; spotifyAccountId: string | null; timeZone: string },
): Promise<void> {
  await db.user.createMany({ data: [user], skipDuplicates: true });
}

export interface SignInUpdate {
  spotifyId: string;
  /** Null leaves the one that is stored. */
  spotifyAccountId: string | null;
  name: string | null;
  email: string | null;
  image: string | null;
  /** Sealed. */
  accessToken: string;
  refreshToken: string;
  tokenExpiresAt: Date;
  authorizedAt: Date;
  scope: string;
}

/**
 * Stores what a sign-in brought and mends whatever had broken: the listener is polled again, the breaker is closed, and
 * a worker that is just refreshing finds its token version gone and keeps its hands off.
 */
export async function storeSignIn(db: Database, userId: number, update: SignInUpdate): Promise<void> {
  const { spotifyAccountId, ...rest } = update;
  await db.user.update({
    where: { id: userId },
    data: {
      ...rest,
      ...(spotifyAccountId === null ? {} : { spotifyAccountId }),
      tokenVersion: { increment: 1 },
      refreshLeaseUntil: null,
      isActive: true,
      disconnectedReason: null,
      consecutiveFailures: 0,
      lastFailureType: null,
      lastFailedAt: null,
      circuitOpenUntil: null,
      circuitOpenedCount: 0,
    },
    select: { id: true },
  });
}

/** Whether the database can compute in this IANA zone; asked once, before it is stored for good. */
export async function knowsTimeZone(db: Database, timeZone: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_timezone_names WHERE lower(name) = lower(${timeZone}) LIMIT 1`;
  return rows.length > 0;
}
