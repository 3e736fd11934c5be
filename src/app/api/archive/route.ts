import { withStatus } from '@/middleware/answer';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { latestArchiveRequest, requestArchive } from '@/services/archival-service';

export const POST = withUser({ rate: 'strict' }, async ({ deps, user }) =>
  withStatus(202, await requestArchive(deps, user.id, 'manual')),
);

export const GET = withUser({}, async ({ deps, user }) => ({
  request: await latestArchiveRequest(deps, user.id),
}));

export const { PUT, PATCH, DELETE } = onlyAllows('GET', 'POST');
