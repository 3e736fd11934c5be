import { seeOther } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { chooseSeparate, SeparateBody, TrackParams } from '@/services/catalogue/separate-release';

const shape = {
  summary: 'Counts a release on its own, or together with the other releases of its recording again',
  answers: { 204: null, 303: null },
  errors: [404],
  params: TrackParams,
  body: SeparateBody,
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** 204; a plain form is redirected to the page of the release. */
  POST: withUser(shape, async ({ deps, request, user, params, body }) => {
    await chooseSeparate(deps, user.id, params.id, body.separate);
    return isForm(request) ? seeOther(`/track/${params.id}`) : undefined;
  }),
});
