import { withStatus } from '@/middleware/handle-request';
import { publicRoute } from '@/middleware/public-route';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { requireSession, withUser } from '@/middleware/with-user';
import { OptionalShareIdQuery, ShareBody, ShareChangeBody, ShareIdQuery } from '@/services/share/share-input';
import {
  changeShareReport,
  createShareReport,
  getPublicShareReport,
  listShareReports,
  noSuchReport,
  revokeShareReport,
} from '@/services/share-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** A report that anyone may read, by its id; without one, the signed-in listener's own. */
  GET: publicRoute({ query: OptionalShareIdQuery }, async (context) => {
    const { deps, runtime, query } = context;
    if (query.id !== undefined) {
      const found = await getPublicShareReport(deps, query.id);
      return found?.report ?? Promise.reject(noSuchReport());
    }
    const { id } = await requireSession(context);
    return { reports: await listShareReports({ ...deps, appUrl: runtime.env.appUrl }, id) };
  }),
  /** 201 with the report; a plain form is led on to the page that shows its link. */
  POST: withUser({ rate: 'strict', body: ShareBody }, async ({ deps, runtime, request, user, body }) => {
    const report = await createShareReport({ ...deps, appUrl: runtime.env.appUrl }, user, body);
    if (!isForm(request)) return withStatus(201, report);
    return new Response(null, { status: 303, headers: { location: `/share/new?made=${report.shareId}` } });
  }),
  PATCH: withUser(
    { rate: 'strict', query: ShareIdQuery, body: ShareChangeBody },
    ({ deps, runtime, user, query, body }) =>
      changeShareReport({ ...deps, appUrl: runtime.env.appUrl }, user, query.id, body),
  ),
  DELETE: withUser({ rate: 'strict', query: ShareIdQuery }, ({ deps, user, query }) =>
    revokeShareReport(deps, user.id, query.id),
  ),
});
