import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import {
  ACCESS_SCOPES,
  type AccessScope,
  type AccessTokenView,
  type NewAccessToken,
} from '@/lib/shared/account/access-token-schema';
import { err, ok, type Result } from '@/lib/shared/result';
import { sentText } from '@/lib/shared/schema-parts';
import { DAY, HOUR } from '@/lib/shared/time';
import {
  type AccessTokenOwner,
  type AccessTokenRow,
  createAccessToken,
  deleteAccessToken,
  deleteEndedAccessTokens,
  findAccessTokenOwner,
  findAccessTokens,
  noteTokenUse,
} from '@/repositories/account/access-token-repository';
import { hashToken, tokenId } from './session-token';

/** People and secret scanners know a token by it. */
const PREFIX = 'audiospective_';
const RANDOM_BYTES = 32;
const MOST_TOKENS = 20;

const DAYS = [7, 30, 90, 365] as const;

export const NewTokenBody = z.strictObject({
  name: sentText.trim().min(1, 'must not be empty').max(50),
  scopes: z.array(z.enum(ACCESS_SCOPES)).min(1).max(ACCESS_SCOPES.length).default(['read']),
  days: z.literal(DAYS).default(90).describe('How long it lasts.'),
});

export const TokenParams = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/, 'is not the id of a token'),
});

/** Makes a token of this listener. It can be shown only now: the database has its hash. CONFLICT beyond 20 tokens. */
export async function makeToken(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  { name, scopes, days }: z.output<typeof NewTokenBody>,
): Promise<NewAccessToken> {
  const now = deps.clock.now();
  await deleteEndedAccessTokens(deps.db, userId, now);
  if ((await findAccessTokens(deps.db, userId)).length >= MOST_TOKENS)
    throw new AppError(
      'CONFLICT',
      `You have ${MOST_TOKENS} tokens already. Revoke one you no longer use first.`,
    );
  const token = PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
  const row = {
    tokenHash: hashToken(token),
    name,
    scopes: ACCESS_SCOPES.filter((scope) => scopes.includes(scope)),
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * DAY),
  };
  await createAccessToken(deps.db, { ...row, userId });
  return { ...toView({ ...row, lastUsedAt: null }, now), token };
}

/** The listener's tokens, newest first. */
export async function listTokens(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
): Promise<AccessTokenView[]> {
  const rows = await findAccessTokens(deps.db, userId);
  return rows.map((row) => toView(row, deps.clock.now()));
}

function toView(row: AccessTokenRow, now: Date): AccessTokenView {
  const { tokenHash, name, scopes, createdAt, expiresAt, lastUsedAt } = row;
  return {
    id: tokenId(tokenHash),
    name,
    scopes,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isEnded: expiresAt <= now,
  };
}

/** Ends a token at once. Throws NOT_FOUND when the listener has no such token. */
export async function revokeToken({ db }: Pick<Deps, 'db'>, userId: number, id: string): Promise<void> {
  if ((await deleteAccessToken(db, userId, id)) === 0)
    throw new AppError('NOT_FOUND', 'There is no such token.');
}

/** The listener whose token it is. `ended` also for a token that there never was: a caller learns nothing from it. */
export async function findTokenUser(
  deps: Pick<Deps, 'db' | 'clock'>,
  token: string,
): Promise<
  Result<
    { user: Omit<AccessTokenOwner, 'scopes' | 'expiresAt' | 'lastUsedAt'>; scopes: AccessScope[] },
    'ended'
  >
> {
  if (!token.startsWith(PREFIX)) return err('ended');
  const tokenHash = hashToken(token);
  const owner = await findAccessTokenOwner(deps.db, tokenHash);
  const now = deps.clock.now();
  if (!owner || owner.expiresAt <= now) return err('ended');
  const { scopes, expiresAt, lastUsedAt, ...user } = owner;
  // Once an hour: a dashboard that asks every minute must not write every minute.
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= HOUR)
    await noteTokenUse(deps.db, tokenHash, now);
  return ok({ user, scopes });
}
