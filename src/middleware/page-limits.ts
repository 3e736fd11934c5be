import type { NextRequest } from 'next/server';
import type { Runtime } from '@/lib/build-deps';
import type { Env } from '@/lib/env';
import { clientAddress } from '@/middleware/client-address';
import { rateHeaders, rateRefusal } from '@/middleware/rate-limit';

export interface PageAllowance {
  headers: Record<string, string>;
  /** The refusal to send instead of the page, when there were too many requests. */
  refusal: Response | null;
}

/**
 * Counts one request for a page by its caller's address: in this process, because a page is hardly worth a round trip to the
 * store, unless PAGE_LIMIT_SHARED says otherwise.
 */
export async function limitPage(
  request: Pick<NextRequest, 'headers'>,
  { limits, env }: Pick<Runtime, 'limits'> & { env: Pick<Env, 'trustedProxyHops' | 'pageLimit'> },
): Promise<PageAllowance> {
  const caller = `page:${clientAddress(request.headers, env)}`;
  const verdict = await limits.check('page', caller, env.pageLimit.isShared ? 'store' : 'process');
  const headers = rateHeaders(limits, 'page', verdict);
  const error = rateRefusal(limits, 'page', verdict);
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
