import type { Database } from '@/lib/db/client';
import type { Theme } from '@/lib/shared/account/account';

export interface SessionRow {
  userId: number;
  expiresAt: Date;
  user: {
    name: string | null;
    spotifyId: string;
    image: string | null;
    timeZone: string;
    locale: string | null;
    theme: Theme;
  };
}

/** `tokenHash` is the SHA-256 of the cookie's token, in hex: a stolen copy of this table opens no session. */
export async function createSession(
  db: Database,
  session: { tokenHash: string; userId: number; expiresAt: Date; createdAt: Date },
): Promise<void> {
  await db.session.create({ data: session });
}

/** The session, with what every page shows of its listener; null when there is none. The caller checks the expiry. */
export function findSessionWithUser(db: Database, tokenHash: string): Promise<SessionRow | null> {
  return db.session.findUnique({
    where: { tokenHash },
    select: {
      userId: true,
      expiresAt: true,
      user: {
        select: { name: true, spotifyId: true, image: true, timeZone: true, locale: true, theme: true },
      },
    },
  });
}

/** Does nothing when the session has ended in the meantime. */
export async function extendSession(db: Database, tokenHash: string, expiresAt: Date): Promise<void> {
  await db.session.updateMany({ where: { tokenHash }, data: { expiresAt } });
}

/** Does nothing when there is no such session. */
export async function deleteSession(db: Database, tokenHash: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash } });
}

/** The open sessions of a listener, newest first. */
export function findSessions(
  db: Database,
  userId: number,
  now: Date,
): Promise<{ tokenHash: string; createdAt: Date; expiresAt: Date }[]> {
  return db.session.findMany({
    where: { userId, expiresAt: { gt: now } },
    select: { tokenHash: true, createdAt: true, expiresAt: true },
    orderBy: [{ createdAt: 'desc' }, { tokenHash: 'asc' }],
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
