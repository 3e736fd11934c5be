import { z } from 'zod';
import type { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryColumn } from '@/lib/db/query';
import { MINUTE } from '@/lib/shared/time';

/** Sealed. */
export interface NewTokens {
  accessToken: string;
  refreshToken: string;
  tokenExpiresAt: Date;
}

const tokens = { accessToken: true, refreshToken: true, tokenExpiresAt: true, tokenVersion: true } as const;

/** Sealed. */
export type StoredTokens = Prisma.UserGetPayload<{ select: typeof tokens }>;

/** The stored tokens, sealed; null when there is no such listener. */
export function findTokens(db: Database, userId: number): Promise<StoredTokens | null> {
  return db.user.findUnique({ where: { id: userId }, select: tokens });
}

/** Servers' clocks differ by less. A lease that ends later than this after its time was taken by a clock that was ahead. */
const CLOCKS_DIFFER_MS = 5 * MINUTE;

/**
 * Leases this version's refresh token to the caller until `until`, and returns it, sealed. Null when another worker holds
 * the lease or has already stored newer tokens.
 */
export async function claimRefreshLease(
  db: Database,
  userId: number,
  tokenVersion: number,
  now: Date,
  until: Date,
): Promise<string | null> {
  const impossible = new Date(until.getTime() + CLOCKS_DIFFER_MS);
  const [refreshToken = null] = await queryColumn(db, z.string().nullable())`
    UPDATE users SET refresh_lease_until = ${until}
    WHERE id = ${userId} AND token_version = ${tokenVersion}
      AND (refresh_lease_until IS NULL OR refresh_lease_until NOT BETWEEN ${now} AND ${impossible})
    RETURNING refresh_token`;
  return refreshToken;
}

/** Stores refreshed tokens and ends the lease. False when a sign-in has stored newer ones since. */
export async function storeRefreshedTokens(
  db: Database,
  userId: number,
  tokenVersion: number,
  next: NewTokens,
): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE users SET access_token = ${next.accessToken}, token_expires_at = ${next.tokenExpiresAt},
      refresh_token = ${next.refreshToken},
      token_version = token_version + 1, refresh_lease_until = NULL
    WHERE id = ${userId} AND token_version = ${tokenVersion}`;
  return count === 1;
}

/** Ends the lease after a failed refresh, unless newer tokens were stored since. */
export async function releaseRefreshLease(db: Database, userId: number, tokenVersion: number): Promise<void> {
  await db.$executeRaw`
    UPDATE users SET refresh_lease_until = NULL WHERE id = ${userId} AND token_version = ${tokenVersion}`;
}
