import type { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import type { Theme } from '@/lib/shared/account/account';
import {
  insertTransition,
  type StoredChange,
  transitionRow,
} from '@/repositories/archival/breaker-event-repository';

/** Nothing sealed. */
const account = {
  spotifyId: true,
  name: true,
  email: true,
  image: true,
  createdAt: true,
  authorizedAt: true,
  scope: true,
  isActive: true,
  lastFailedAt: true,
  disconnectedAt: true,
  timeZone: true,
  locale: true,
  theme: true,
  countsFromMs: true,
} as const;

type AccountRow = Prisma.UserGetPayload<{ select: typeof account }>;

/** The account as its listener sees it. Null when there is no such listener. */
export function findAccount(db: Database, userId: number): Promise<AccountRow | null> {
  return db.user.findUnique({ where: { id: userId }, select: account });
}

/** What the listener's last sign-in allowed, separated by spaces; null when disconnected. */
export async function findScopes(db: Database, userId: number): Promise<string | null> {
  const found = await db.user.findUnique({ where: { id: userId }, select: { scope: true } });
  return found?.scope ?? null;
}

/** Omitted fields stay unchanged. False when there is no such listener. */
export async function saveSettings(
  db: Database,
  userId: number,
  settings: { locale?: string | null; theme?: Theme },
): Promise<boolean> {
  const { count } = await db.user.updateMany({ where: { id: userId }, data: settings });
  return count === 1;
}

/**
 * Deletes the tokens and ends polling. Raises the token version, so that a worker in the middle of a refresh can neither
 * store its tokens nor overwrite this state. An earlier disconnect keeps its date. Call it in a transaction. Null when there
 * is no such listener.
 */
export async function disconnectListener(
  db: Database,
  userId: number,
  now: Date,
): Promise<StoredChange | null> {
  const transition = await queryOne(
    db,
    transitionRow,
  )`${insertTransition(userId, 'disconnected', 'by_listener', now)}`;
  const count = await db.$executeRaw`
    UPDATE users SET access_token = NULL, refresh_token = NULL, token_expires_at = NULL, scope = NULL,
      token_version = token_version + 1, refresh_lease_until = NULL,
      is_active = false, disconnected_reason = 'by_listener', disconnected_at = coalesce(disconnected_at, ${now}),
      consecutive_failures = 0, auth_failures = 0, network_failures = 0, last_failure_type = NULL, last_failed_at = NULL,
      circuit_open_until = NULL, circuit_opened_count = 0, updated_at = now()
    WHERE id = ${userId}`;
  return count === 1 ? { transition } : null;
}
