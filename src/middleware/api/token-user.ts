import { AppError } from '@/lib/app-error';
import type { AccessScope } from '@/lib/shared/account/access-token-schema';
import type { RequestContext } from '@/middleware/handle-request';
import { limitAddress } from '@/middleware/rate-limit';
import { findTokenUser } from '@/services/account/access-tokens';
import type { SignedInUser } from '@/services/account-service';

/** The bearer token of a request; null without one. */
export const bearerToken = ({ headers }: Pick<Request, 'headers'>): string | null =>
  /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

/**
 * The listener whose access token a request carries, where that may be used.
 * @param scope what the token has to allow; undefined where only a signed-in browser may ask.
 * @throws AppError UNAUTHORIZED for a token that has ended, FORBIDDEN for one that does not allow this.
 */
export async function requireToken(
  context: RequestContext,
  token: string,
  scope: AccessScope | undefined,
): Promise<SignedInUser> {
  const found = await findTokenUser(context.deps, token);
  if (!found.ok) {
    // Counted by address, so that tokens cannot be guessed.
    await limitAddress(context, { rate: 'normal' });
    context.responseHeaders.set('www-authenticate', 'Bearer error="invalid_token"');
    throw new AppError('UNAUTHORIZED', 'This access token is not valid: it has expired, or it was revoked.');
  }
  if (scope === undefined)
    throw new AppError('FORBIDDEN', 'Access tokens cannot be used here; this needs a signed-in browser.');
  if (!found.value.scopes.includes(scope))
    throw new AppError('FORBIDDEN', `This needs an access token that allows “${scope}”; this one does not.`);
  return found.value.user;
}
