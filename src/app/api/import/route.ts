import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { acceptImport } from '@/services/import/accept-import';
import { UploadQuery } from '@/services/import/import-query';
import { listImports } from '@/services/import-service';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({}, async ({ deps, user }) => ({ imports: await listImports(deps, user.id) })),
  POST: withUser({ query: UploadQuery, rate: 'strict' }, async ({ deps, user, query, request }) => {
    const { fileName, privateSessions } = query;
    const { body, signal } = request;
    const upload = { fileName, body, signal, privateSessions: privateSessions === 'include' };
    return withStatus(202, await acceptImport(deps, user.id, upload));
  }),
});
