import { ImportJobView } from '@/lib/shared/import/import-job-schema';
import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { importSchema } from '@/services/import/messages';
import { runImport } from '@/services/import/run-import';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/import',
    { summary: 'Writes chunks of an import', body: importSchema, answers: { 200: ImportJobView.nullable() } },
    ({ deps, body }) => runImport(deps, body),
  ),
});
