import { z } from 'zod';
import { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { latestArchiveRequest, requestArchive } from '@/services/archival-service';

const LatestRequest = z.object({ request: ArchiveRequestStatus.nullable() });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    { summary: 'The latest requested sync', scope: 'read', answers: { 200: LatestRequest } },
    async ({ deps, user }) => ({ request: await latestArchiveRequest(deps, user.id) }),
  ),
  POST: withUser(
    { summary: 'Starts a sync now', answers: { 202: ArchiveRequestStatus }, rate: 'strict' },
    async ({ deps, user }) => withStatus(202, await requestArchive(deps, user.id, 'manual')),
  ),
});
