import { z } from 'zod';
import { pictureResponse } from '@/middleware/api/picture-response';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { getReportPicture } from '@/services/share/report-picture';
import { getPublicPicture } from '@/services/share-service';

const shape = {
  summary: 'The picture of a shared report, for previews of links',
  answers: { 200: { 'image/png': null }, 304: null },
  errors: [404],
  params: z.object({ shareId: z.string() }),
  rate: 'lenient',
} as const;

/** There exactly as long as the page of the report is. Caches ask each time. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: publicRoute(shape, async ({ deps, request, params: { shareId } }) => {
    const { png, isIndexable } = await getPublicPicture(deps, shareId, ({ report }) =>
      getReportPicture(deps, report),
    );
    return pictureResponse(request, png, { isPublic: true, isIndexable });
  }),
});
