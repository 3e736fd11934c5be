import type { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { isUnavailable } from '@/lib/error-handler';
import {
  insertTransition,
  type Transition,
  transitionRow,
} from '@/repositories/archival/breaker-event-repository';

const identity = { id: true, spotifyId: true, spotifyAccountId: true } as const;

export type KnownUser = Prisma.UserGetPayload<{ select: typeof identity }>;

/** Every user with one of the two ids: none, one or two, in the order of their keys. */
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

/** Adds the user, unless a concurrent sign-in has done so. */
export async function createUserIfAbsent(
  db: Database,
  user: { spotifyId: string; spotifyAccountId: string | null; timeZone: string },
): Promise<void> {
  await db.user.createMany({ data: [user], skipDuplicates: true });
}

export interface SignInUpdate {
  spotifyId: string;
  /** Null leaves the stored one. */
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
 * Stores a sign-in and repairs the connection: the listener is polled again, the breaker is closed, and a worker in the
 * middle of a refresh finds a newer token version and discards its tokens. Call it in a transaction. Returns the change of
 * the connection's state; null where it was healthy.
 */
export async function storeSignIn(
  db: Database,
  userId: number,
  update: SignInUpdate,
): Promise<Transition | null> {
  const { spotifyAccountId, ...rest } = update;
  const transition = await queryOne(
    db,
    transitionRow,
  )`${insertTransition(userId, 'healthy', 'signed_in', update.authorizedAt)}`;
  await db.user.update({
    where: { id: userId },
    data: {
      ...rest,
      ...(spotifyAccountId === null ? {} : { spotifyAccountId }),
      tokenVersion: { increment: 1 },
      refreshLeaseUntil: null,
      isActive: true,
      disconnectedReason: null,
      disconnectedAt: null,
      consecutiveFailures: 0,
      authFailures: 0,
      networkFailures: 0,
      lastFailureType: null,
      lastFailedAt: null,
      circuitOpenUntil: null,
      circuitOpenedCount: 0,
    },
    select: { id: true },
  });
  return transition;
}

/** Whether the database can compute in this time zone. Not inside a transaction: a zone it does not know would end it. */
export async function knowsTimeZone(db: Database, timeZone: string): Promise<boolean> {
  try {
    await db.$queryRaw`SELECT (now() AT TIME ZONE ${timeZone})::text`;
    return true;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return false;
  }
}

/** The zone of the listener's calendar; null when there is no such listener. */
export async function findTimeZone(db: Database, userId: number): Promise<string | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { timeZone: true } });
  return user?.timeZone ?? null;
}
