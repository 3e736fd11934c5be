import { Removal, RemovalList } from '@/lib/shared/history/removal-schema';
import { seeOther, withStatus } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { RemovalBody, RemovalsQuery } from '@/services/history/removal-input';
import { listRemovals, removePlays } from '@/services/history/remove-plays';

const removing = {
  summary: 'Removes a play, its listening session, or all plays of an artist',
  answers: { 201: Removal, 303: null },
  errors: [404],
  body: RemovalBody,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    {
      summary: 'Your removals, newest first, up to 100 at a time',
      scope: 'read',
      answers: { 200: RemovalList },
      errors: [404],
      query: RemovalsQuery,
    },
    ({ deps, user, query }) => listRemovals(deps, user.id, query.cursor),
  ),
  /** 201 with the removal; a plain form is redirected to where it can be undone. */
  POST: withUser(removing, async ({ deps, request, user, body }) => {
    const removal = await removePlays(deps, user.id, body);
    return isForm(request) ? seeOther('/me#removed-plays') : withStatus(201, removal);
  }),
});
