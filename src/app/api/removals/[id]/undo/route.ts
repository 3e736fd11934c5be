import { z } from 'zod';
import { pageHref } from '@/components/shell/page-links';
import { count } from '@/lib/shared/schema-parts';
import { seeOther } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { RemovalParams, RemovalsQuery } from '@/services/history/removal-input';
import { undoRemoval } from '@/services/history/remove-plays';

const shape = {
  summary: 'Brings removed plays back, within 30 days',
  answers: { 200: z.object({ plays: count }), 303: null },
  errors: [404, 409],
  params: RemovalParams,
  query: RemovalsQuery,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** How many plays came back; a plain form is led back to the removed plays among which it was. */
  POST: withUser(shape, async ({ deps, request, user, params, query }) => {
    const undone = await undoRemoval(deps, user.id, params.id);
    return isForm(request) ? seeOther(`${pageHref('/me', query)}#removed-plays`) : undone;
  }),
});
