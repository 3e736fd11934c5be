import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ExportQuery } from '@/services/analytics/analytics-query';
import { exportArchive } from '@/services/export-service';
import { download } from './download';

export const maxDuration = 300;

const shape = {
  summary: 'The plays as a file, all of them, streamed; with `gdpr` everything stored about the listener',
  answers: { 200: ['application/json', 'text/csv', 'application/zip'] },
  query: ExportQuery,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, async ({ deps, user, query }) => download(await exportArchive(deps, user, query))),
});
