import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { chooseSeparate, SeparateBody, TrackParams } from '@/services/catalogue/separate-release';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** A plain form is led on to the page of the release. */
  POST: withUser(
    { params: TrackParams, body: SeparateBody },
    async ({ deps, request, user, params, body }) => {
      await chooseSeparate(deps, user.id, params.id, body.separate);
      if (!isForm(request)) return undefined;
      return new Response(null, { status: 303, headers: { location: `/track/${params.id}` } });
    },
  ),
});
