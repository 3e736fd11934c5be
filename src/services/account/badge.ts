import { randomBytes } from 'node:crypto';
import { accountGone } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import { findBadge, saveBadge } from '@/repositories/account/badge-repository';

/** 128 bits: it cannot be guessed. */
const RANDOM_BYTES = 16;

/** The shape of an address; anything else is refused without a query. */
export const BADGE_ID = /^[\w-]{22}$/;

type BadgeDeps = Pick<Deps, 'db'> & { appUrl: string };

/** Where anyone sees the listener's badge; null while it is off. */
export async function getBadge({ db, appUrl }: BadgeDeps, userId: number): Promise<{ url: string | null }> {
  const id = await findBadge(db, userId);
  return { url: id === null ? null : badgeUrl(appUrl, id) };
}

/** Turns the badge on, under a new address: an old one ends. */
export async function turnBadgeOn({ db, appUrl }: BadgeDeps, userId: number): Promise<{ url: string }> {
  const id = randomBytes(RANDOM_BYTES).toString('base64url');
  if (!(await saveBadge(db, userId, id))) throw accountGone();
  return { url: badgeUrl(appUrl, id) };
}

/** Turns the badge off; its address ends for good. */
export async function turnBadgeOff({ db }: Pick<Deps, 'db'>, userId: number): Promise<void> {
  await saveBadge(db, userId, null);
}

const badgeUrl = (appUrl: string, id: string): string => `${appUrl}/api/badge/${id}`;
