import { withStatus } from '@/middleware/answer';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { UploadQuery } from '@/services/import/import-query';
import { acceptImport, listImports } from '@/services/import-service';

export const maxDuration = 300;

export const POST = withUser(
  { query: UploadQuery, rate: 'strict' },
  async ({ deps, user, query, request }) => {
    const { fileName, privateSessions } = query;
    const upload = { fileName, body: request.body, privateSessions: privateSessions === 'include' };
    return withStatus(202, await acceptImport(deps, user.id, upload));
  },
);

export const GET = withUser({}, async ({ deps, user }) => ({ imports: await listImports(deps, user.id) }));

export const { PUT, PATCH, DELETE } = onlyAllows('GET', 'POST');
