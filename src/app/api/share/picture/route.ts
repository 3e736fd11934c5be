import { pictureResponse } from '@/middleware/api/picture-response';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { getSharedPicture } from '@/services/share/screen-picture';
import { SharedPictureQuery } from '@/services/share/share-input';
import { getPublicPicture } from '@/services/share-service';

const shape = {
  summary: 'A picture of a shared year in review: of one screen, or of all in one',
  answers: { 200: { 'image/png': null }, 304: null },
  errors: [404],
  query: SharedPictureQuery,
} as const;

/** There exactly as long as the report is. Caches ask each time. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: publicRoute(shape, async ({ deps, request, query: { id, ...choice } }) => {
    const { png, isIndexable } = await getPublicPicture(deps, id, (found) =>
      getSharedPicture(deps, found, choice),
    );
    return pictureResponse(request, png, { isPublic: true, isIndexable });
  }),
});
