import { download } from '@/middleware/download';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { ExportQuery } from '@/services/analytics/analytics-query';
import { exportArchive } from '@/services/export-service';

export const maxDuration = 300;

export const GET = withUser({ query: ExportQuery, rate: 'strict' }, async ({ deps, user, query }) =>
  download(await exportArchive(deps, user, query)),
);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
