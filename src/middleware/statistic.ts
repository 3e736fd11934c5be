import type { z } from 'zod';
import { statisticsOf } from '@/lib/build-deps';
import { withFirstWeekday } from '@/lib/shared/request-format';
import { etagOf, isKnown, privateCaching } from '@/middleware/etag';
import type { DescribedRoute, RouteShape } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import type { SignedInUser } from '@/services/account-service';
import type { ReadDeps, ReadTiming, StatisticsUser } from '@/services/analytics/read-deps';

/**
 * A statistic of a listener, who is signed in or whose token may read: JSON with a strong ETag, answered with 304 when the
 * client has it already, and a Server-Timing of the database (milliseconds) and the cache. Weeks are the reader's.
 */
export function statistic<Q extends z.ZodType>(
  described: Pick<RouteShape<Q>, 'summary' | 'errors'> & { query: Q; answer: z.ZodType },
  read: (deps: ReadDeps, user: SignedInUser & StatisticsUser, query: z.output<Q>) => Promise<unknown>,
): DescribedRoute {
  const { answer, ...rest } = described;
  const shape = { ...rest, scope: 'read' as const, answers: { 200: answer, 304: null } };
  return withUser(shape, async ({ deps, runtime, request, user, query: asked }) => {
    const timing: ReadTiming = { dbMs: 0, cache: null };
    const reader = withFirstWeekday(request, user);
    const value = await read({ ...statisticsOf({ deps, runtime }), timing }, reader, asked);
    return conditionalJson(request, value, timing);
  });
}

function conditionalJson(request: Request, value: unknown, timing: ReadTiming): Response {
  const body = JSON.stringify(value);
  const etag = etagOf(body);
  const headers = {
    etag,
    'cache-control': privateCaching(request),
    vary: 'Cookie, Authorization, Accept-Language',
    'server-timing': serverTiming(timing),
  };
  if (isKnown(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } });
}

function serverTiming({ dbMs, cache }: ReadTiming): string {
  const database = `db;dur=${dbMs.toFixed(1)}`;
  return cache === null ? database : `${database}, cache;desc=${cache === 'miss' ? 'miss' : 'hit'}`;
}
