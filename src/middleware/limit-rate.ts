import { AppError } from '@/lib/app-error';
import type { CountedIn, RateGate, RateVerdict } from '@/lib/rate-limit/rate-gate';
import { RATE_TIERS, type RateTier } from '@/lib/rate-limit/tiers';

/** The headers that tell a caller how much is left, in the form of draft-ietf-httpapi-ratelimit-headers-11. */
export function rateHeaders(tier: RateTier, verdict: RateVerdict): Record<string, string> {
  const { limit, windowSeconds } = RATE_TIERS[tier];
  const policy = { 'ratelimit-policy': `"${tier}";q=${limit};w=${windowSeconds}` };
  if (verdict.outcome === 'uncounted') return policy;
  const seconds = Math.ceil(verdict.windowEndsInMs / 1000);
  return { ...policy, ratelimit: `"${tier}";r=${verdict.remaining};t=${seconds}` };
}

/** The refusal that a verdict means; null when the request may go on. */
export function rateRefusal(tier: RateTier, verdict: RateVerdict): AppError | null {
  if (verdict.outcome === 'allowed') return null;
  const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000);
  if (verdict.outcome === 'uncounted') {
    const words = 'This is not available for a moment; nothing was changed. Please try again soon.';
    return new AppError('UNAVAILABLE', words, { retryAfterSeconds });
  }
  const { limit, windowSeconds } = RATE_TIERS[tier];
  const words = `This takes ${limit} requests in ${windowSeconds} seconds. Please try again in ${retryAfterSeconds} seconds.`;
  return new AppError('RATE_LIMITED', words, { retryAfterSeconds });
}

export interface RateQuestion {
  tier: RateTier;
  /** `user:7` or `address:192.0.2.1`. */
  caller: string;
  countedIn?: CountedIn | undefined;
}

/**
 * Counts a request; its answer, whatever it becomes, gets the headers.
 * @throws AppError RATE_LIMITED, or UNAVAILABLE when a strict request cannot be counted.
 */
export async function limitRate(
  { limits, answerHeaders }: { limits: RateGate; answerHeaders: Headers },
  { tier, caller, countedIn }: RateQuestion,
): Promise<void> {
  const verdict = await limits.check(tier, caller, countedIn);
  for (const [name, value] of Object.entries(rateHeaders(tier, verdict))) answerHeaders.set(name, value);
  const refusal = rateRefusal(tier, verdict);
  if (refusal) throw refusal;
}
