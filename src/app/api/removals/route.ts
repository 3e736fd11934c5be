import { withStatus } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { RemovalBody } from '@/services/history/removal-input';
import { listRemovals, removePlays } from '@/services/history/remove-plays';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({}, async ({ deps, user }) => ({ removals: await listRemovals(deps, user.id) })),
  /** 201 with the removal; a plain form is led on to where it can be undone. */
  POST: withUser({ rate: 'strict', body: RemovalBody }, async ({ deps, request, user, body }) => {
    const removal = await removePlays(deps, user.id, body);
    if (!isForm(request)) return withStatus(201, removal);
    return new Response(null, { status: 303, headers: { location: '/me#removed-plays' } });
  }),
});
