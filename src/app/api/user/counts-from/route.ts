import { seeOther } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { CountsFromBody, changeCountsFrom } from '@/services/analytics/change-counts-from';

const shape = {
  summary: 'Changes from how many seconds on a play counts; every figure is recalculated',
  answers: { 204: null, 303: null },
  body: CountsFromBody,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** 204; a plain form is led back to the setting. */
  POST: withUser(shape, async ({ deps, request, user, body }) => {
    await changeCountsFrom(deps, user.id, body.seconds);
    return isForm(request) ? seeOther('/me#counting') : undefined;
  }),
});
