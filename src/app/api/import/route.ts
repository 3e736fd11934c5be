import { z } from 'zod';
import { ImportJobView } from '@/lib/shared/import/import-job-schema';
import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { acceptImport } from '@/services/import/accept-import';
import { UploadQuery } from '@/services/import/import-query';
import { listImports } from '@/services/import-service';

export const maxDuration = 300;

const Imports = z.object({ imports: z.array(ImportJobView) });

const upload = {
  summary: 'Imports a file: a zip or JSON file from Spotify, or an export made here; 500 MB at most',
  answers: { 202: ImportJobView },
  errors: [409],
  scope: 'import',
  query: UploadQuery,
  upload: ['application/zip', 'application/json', 'multipart/form-data'],
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    { summary: 'The latest 50 imports, newest first', scope: 'read', answers: { 200: Imports } },
    async ({ deps, user }) => ({ imports: await listImports(deps, user.id) }),
  ),
  POST: withUser(upload, async ({ deps, user, query, request }) => {
    const { fileName, privateSessions } = query;
    const { body, signal, headers } = request;
    const contentType = headers.get('content-type');
    const upload = { fileName, body, contentType, signal, privateSessions: privateSessions === 'include' };
    return withStatus(202, await acceptImport(deps, user.id, upload));
  }),
});
