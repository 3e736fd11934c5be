import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { statisticsOf } from '@/lib/build-deps';
import { etagOf, isKnown } from '@/middleware/etag';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { BADGE_FIGURES, getBadgeSvg } from '@/services/api/badge-picture';

const shape = {
  summary: 'The public badge of a listener who turned it on, as SVG',
  answers: { 200: { 'image/svg+xml': null }, 304: null },
  errors: [404],
  params: z.object({ badgeId: z.string() }),
  query: z.object({ show: z.enum(BADGE_FIGURES).default('plays') }),
  rate: 'lenient',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** Pages of others show it: caches keep it for five minutes. */
  GET: publicRoute(shape, async ({ deps, runtime, request, params, query }) => {
    const svg = await getBadgeSvg(statisticsOf({ deps, runtime }), params.badgeId, query.show);
    if (svg === null) throw new AppError('NOT_FOUND', 'There is no such badge.');
    const headers = { etag: etagOf(svg), 'cache-control': 'public, max-age=300' };
    if (isKnown(request.headers.get('if-none-match'), headers.etag))
      return new Response(null, { status: 304, headers });
    return new Response(svg, { headers: { ...headers, 'content-type': 'image/svg+xml' } });
  }),
});
