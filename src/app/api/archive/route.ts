import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { latestArchiveRequest, requestArchive } from '@/services/archival-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({}, async ({ deps, user }) => ({ request: await latestArchiveRequest(deps, user.id) })),
  POST: withUser({ rate: 'strict' }, async ({ deps, user }) =>
    withStatus(202, await requestArchive(deps, user.id, 'manual')),
  ),
});
