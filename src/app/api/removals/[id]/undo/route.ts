import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { RemovalParams } from '@/services/history/removal-input';
import { undoRemoval } from '@/services/history/remove-plays';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** How many plays came back; a plain form is led on to the history. */
  POST: withUser({ rate: 'strict', params: RemovalParams }, async ({ deps, request, user, params }) => {
    const undone = await undoRemoval(deps, user.id, params.id);
    if (!isForm(request)) return undone;
    return new Response(null, { status: 303, headers: { location: '/me#removed-plays' } });
  }),
});
