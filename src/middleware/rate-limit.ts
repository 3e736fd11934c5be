import { AppError } from '@/lib/app-error';
import type { Runtime } from '@/lib/build-deps';
import type { CountedIn, RateGate, RateVerdict } from '@/lib/rate-limit/rate-gate';
import type { RateTier } from '@/lib/rate-limit/tiers';
import { clientAddress } from '@/middleware/client-address';
import type { RequestContext } from '@/middleware/handle-request';

/** Tells a caller how many requests are left, in the form of draft-ietf-httpapi-ratelimit-headers-11. */
export function rateHeaders(
  { tiers }: Pick<RateGate, 'tiers'>,
  tier: RateTier,
  verdict: RateVerdict,
): Record<string, string> {
  const { limit, windowSeconds } = tiers[tier];
  const policy = { 'ratelimit-policy': `"${tier}";q=${limit};w=${windowSeconds}` };
  if (verdict.outcome === 'uncounted') return policy;
  const seconds = Math.ceil(verdict.windowEndsInMs / 1000);
  return { ...policy, ratelimit: `"${tier}";r=${verdict.remaining};t=${seconds}` };
}

/** The refusal that a verdict means; null when the request may go on. */
export function rateRefusal(
  { tiers }: Pick<RateGate, 'tiers'>,
  tier: RateTier,
  verdict: RateVerdict,
): AppError | null {
  if (verdict.outcome === 'allowed') return null;
  const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000);
  if (verdict.outcome === 'uncounted') {
    const detail = 'This is not available for a moment; nothing was changed. Please try again soon.';
    return new AppError('UNAVAILABLE', detail, { retryAfterSeconds });
  }
  const { limit, windowSeconds } = tiers[tier];
  const detail = `This allows ${limit} requests in ${windowSeconds} seconds. Please try again in ${retryAfterSeconds} seconds.`;
  return new AppError('RATE_LIMITED', detail, { retryAfterSeconds });
}

type Limited = { rate?: RateTier; countedIn?: CountedIn };

/**
 * Counts a request of `caller`, e.g. `user:7`; the response gets the rate-limit headers.
 * @throws AppError RATE_LIMITED, or UNAVAILABLE when a strictly limited request cannot be counted.
 */
export async function limitCaller(
  { runtime, responseHeaders }: { runtime: Pick<Runtime, 'limits'>; responseHeaders: Headers },
  { rate = 'normal', countedIn }: Limited,
  caller: string,
): Promise<void> {
  const verdict = await runtime.limits.check(rate, caller, countedIn);
  for (const [name, value] of Object.entries(rateHeaders(runtime.limits, rate, verdict)))
    responseHeaders.set(name, value);
  const refusal = rateRefusal(runtime.limits, rate, verdict);
  if (refusal) throw refusal;
}

/** The same for a caller without a session, identified by the address of the connection. */
export const limitAddress = (context: RequestContext, shape: Limited): Promise<void> =>
  limitCaller(context, shape, `address:${clientAddress(context.request.headers, context.runtime.env)}`);
