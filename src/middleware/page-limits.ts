import type { NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import type { Env } from '@/lib/env';
import { createMemoryRateLimiter } from '@/lib/rate-limit/memory-rate-limiter';
import { createRateGate, type RateGate } from '@/lib/rate-limit/rate-gate';
import { clientAddress } from '@/middleware/client-address';
import { rateHeaders, rateRefusal } from '@/middleware/rate-limit';

/** Counts pages in this process only: a page is not worth a round trip to the store. */
const gate = createRateGate(systemClock, { store: null, local: createMemoryRateLimiter(systemClock) });

export interface PageAllowance {
  headers: Record<string, string>;
  /** The refusal to send instead of the page, when there were too many requests. */
  refusal: Response | null;
}

/** Counts one request for a page by its caller's address, with a high limit: one address may be a whole school. */
export async function limitPage(
  request: Pick<NextRequest, 'headers'>,
  env: Pick<Env, 'trustedProxyHops'>,
  limits: RateGate = gate,
): Promise<PageAllowance> {
  const caller = `page:${clientAddress(request.headers, env)}`;
  const verdict = await limits.check('lenient', caller, 'process');
  const headers = rateHeaders('lenient', verdict);
  const error = rateRefusal('lenient', verdict);
  if (!error) return { headers, refusal: null };
  const type = 'text/plain; charset=utf-8';
  const refused = {
    ...headers,
    'retry-after': String(error.details.retryAfterSeconds ?? 1),
    'content-type': type,
    'cache-control': 'no-store',
  };
  return { headers, refusal: new Response(`${error.message}\n`, { status: 429, headers: refused }) };
}
