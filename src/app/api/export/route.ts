import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ExportQuery } from '@/services/analytics/analytics-query';
import { exportArchive } from '@/services/export-service';
import { download } from './download';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({ query: ExportQuery, rate: 'strict' }, async ({ deps, user, query }) =>
    download(await exportArchive(deps, user, query)),
  ),
});
