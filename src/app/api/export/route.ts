import { AppError } from '@/lib/app-error';
import { requestFormat } from '@/lib/shared/request-format';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ExportQuery } from '@/services/analytics/analytics-query';
import { ExportedArchive } from '@/services/export/export-schema';
import { exportArchive } from '@/services/export-service';
import { download } from './download';

export const maxDuration = 300;

const shape = {
  summary: 'All plays as one file; with `gdpr=true` a zip of everything stored about you instead',
  answers: { 200: { 'application/json': ExportedArchive, 'text/csv': null, 'application/zip': null } },
  scope: 'read',
  query: ExportQuery,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, async ({ deps, request, user, by, query }) => {
    // It has the e-mail address, which no other route gives to a token.
    if (query.gdpr && by === 'token')
      throw new AppError('FORBIDDEN', 'An access token can export plays only: leave out `gdpr`.');
    const { locale } = requestFormat(request, user);
    return download(await exportArchive(deps, { ...user, locale }, query));
  }),
});
