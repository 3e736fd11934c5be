import { z } from 'zod';
import { Removal } from '@/lib/shared/history/removal-schema';
import { seeOther, withStatus } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { RemovalBody } from '@/services/history/removal-input';
import { listRemovals, removePlays } from '@/services/history/remove-plays';

const Removals = z.object({ removals: z.array(Removal) });

const removing = {
  summary: 'Removes a play, its listening session, or all plays of an artist',
  answers: { 201: Removal, 303: null },
  errors: [404],
  body: RemovalBody,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    { summary: 'The latest 100 removals, newest first', scope: 'read', answers: { 200: Removals } },
    async ({ deps, user }) => ({ removals: await listRemovals(deps, user.id) }),
  ),
  /** 201 with the removal; a plain form is redirected to where it can be undone. */
  POST: withUser(removing, async ({ deps, request, user, body }) => {
    const removal = await removePlays(deps, user.id, body);
    return isForm(request) ? seeOther('/me#removed-plays') : withStatus(201, removal);
  }),
});
