import { z } from 'zod';
import type { AccessToken } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { ACCESS_SCOPES } from '@/lib/shared/account/access-token-schema';
import { THEMES } from '@/lib/shared/account/account';

export type AccessTokenRow = Omit<AccessToken, 'userId'>;

/** Stores a token; the caller has locked nothing. */
export async function createAccessToken(db: Database, token: Omit<AccessToken, 'lastUsedAt'>): Promise<void> {
  await db.accessToken.create({ data: token });
}

/** The listener's tokens, newest first; those that have ended too. */
export function findAccessTokens(db: Database, userId: number): Promise<AccessTokenRow[]> {
  return db.accessToken.findMany({
    where: { userId },
    omit: { userId: true },
    orderBy: [{ createdAt: 'desc' }, { tokenHash: 'asc' }],
  });
}

/** Deletes the listener's token whose hash has this prefix; returns how many there were. */
export async function deleteAccessToken(db: Database, userId: number, hashPrefix: string): Promise<number> {
  const { count } = await db.accessToken.deleteMany({
    where: { userId, tokenHash: { startsWith: hashPrefix } },
  });
  return count;
}

/** Removes this listener's tokens that have ended. */
export async function deleteEndedAccessTokens(db: Database, userId: number, now: Date): Promise<void> {
  await db.accessToken.deleteMany({ where: { userId, expiresAt: { lte: now } } });
}

const ownerRow = z.object({
  id: z.int(),
  scopes: z.array(z.enum(ACCESS_SCOPES)),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
  name: z.string(),
  image: z.string().nullable(),
  timeZone: z.string(),
  locale: z.string().nullable(),
  theme: z.enum(THEMES),
});

export type AccessTokenOwner = z.output<typeof ownerRow>;

/** Whom a token is of, and what it allows; null when there is none. The caller checks the end. */
export function findAccessTokenOwner(db: Database, tokenHash: string): Promise<AccessTokenOwner | null> {
  return queryOne(db, ownerRow)`
    SELECT u.id, t.scopes::text[] AS scopes, t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt",
      coalesce(u.name, u.spotify_id) AS name, u.image, u.time_zone AS "timeZone", u.locale, u.theme::text AS theme
    FROM access_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = ${tokenHash}`;
}

/** Does nothing when the token has been revoked in the meantime. */
export async function noteTokenUse(db: Database, tokenHash: string, now: Date): Promise<void> {
  await db.accessToken.updateMany({ where: { tokenHash }, data: { lastUsedAt: now } });
}
