import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { THEMES } from '@/lib/shared/account/account';

const sessionRow = z.object({
  userId: z.int(),
  expiresAt: z.date(),
  name: z.string().nullable(),
  spotifyId: z.string(),
  image: z.string().nullable(),
  timeZone: z.string(),
  locale: z.string().nullable(),
  theme: z.enum(THEMES),
});

/** `tokenHash` is the SHA-256 of the cookie's token, in hex: a stolen copy of this table opens no session. */
export async function createSession(
  db: Database,
  session: { tokenHash: string; userId: number; expiresAt: Date; createdAt: Date },
): Promise<void> {
  await db.session.create({ data: session });
}

/** The session, with what every page shows of its listener; null when there is none. The caller checks the expiry. */
export function findSessionWithUser(
  db: Database,
  tokenHash: string,
): Promise<z.output<typeof sessionRow> | null> {
  // One statement, where Prisma's own takes two: it stands before every page and every request of a listener.
  return queryOne(db, sessionRow)`
    SELECT s.user_id AS "userId", s.expires_at AS "expiresAt", u.name, u.spotify_id AS "spotifyId", u.image,
      u.time_zone AS "timeZone", u.locale, u.theme::text AS theme
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.token_hash = ${tokenHash}`;
}

/** Does nothing when the session has ended in the meantime. */
export async function extendSession(db: Database, tokenHash: string, expiresAt: Date): Promise<void> {
  await db.session.updateMany({ where: { tokenHash }, data: { expiresAt } });
}

/** Does nothing when there is no such session. */
export async function deleteSession(db: Database, tokenHash: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash } });
}

const MOST_LISTED = 100;

/** The latest open sessions of a listener, newest first. */
export function findSignIns(
  db: Database,
  userId: number,
  now: Date,
): Promise<{ tokenHash: string; createdAt: Date; expiresAt: Date }[]> {
  return db.session.findMany({
    where: { userId, expiresAt: { gt: now } },
    select: { tokenHash: true, createdAt: true, expiresAt: true },
    orderBy: [{ createdAt: 'desc' }, { tokenHash: 'asc' }],
    take: MOST_LISTED,
  });
}

/** Ends the listener's sessions whose hash has this prefix, or all; returns how many there were. */
export async function deleteSessionsOf(db: Database, userId: number, hashPrefix = ''): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { userId, tokenHash: { startsWith: hashPrefix } },
  });
  return count;
}

/** Removes this listener's expired sessions. */
export async function deleteExpiredSessions(db: Database, userId: number, now: Date): Promise<void> {
  await db.session.deleteMany({ where: { userId, expiresAt: { lte: now } } });
}
