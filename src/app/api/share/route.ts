import { z } from 'zod';
import { statisticsOf } from '@/lib/build-deps';
import { withFirstWeekday } from '@/lib/shared/request-format';
import { SharedReport } from '@/lib/shared/share/report-list';
import { PublicReport } from '@/lib/shared/share/share-report';
import { seeOther, withStatus } from '@/middleware/handle-request';
import { publicRoute } from '@/middleware/public-route';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { requireSignedIn, withUser } from '@/middleware/with-user';
import { OptionalShareIdQuery, ShareBody, ShareChangeBody, ShareIdQuery } from '@/services/share/share-input';
import {
  changeShareReport,
  createShareReport,
  getPublicShareReport,
  listShareReports,
  noSuchReport,
  revokeShareReport,
} from '@/services/share-service';

const reading = {
  summary: 'A public report, by its id; without an id, the list of your own',
  answers: { 200: z.union([PublicReport, z.object({ reports: z.array(SharedReport) })]) },
  errors: [401, 404],
  query: OptionalShareIdQuery,
};
const sharing = {
  summary: 'Creates a report and its public link',
  answers: { 201: SharedReport, 303: null },
  errors: [404],
  body: ShareBody,
  rate: 'strict',
} as const;
const changing = {
  summary: 'Changes who may see a report, and until when',
  answers: { 200: SharedReport },
  errors: [404],
  query: ShareIdQuery,
  body: ShareChangeBody,
  rate: 'strict',
} as const;
const revoking = {
  summary: 'Revokes a report; its link stops working at once',
  answers: { 204: null },
  errors: [404],
  query: ShareIdQuery,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** A report that anyone may read, by its id; without one, the signed-in listener's own. */
  GET: publicRoute(reading, async (context) => {
    const { deps, runtime, query } = context;
    if (query.id !== undefined) {
      const found = await getPublicShareReport(deps, query.id);
      if (!found) throw noSuchReport();
      return found.report;
    }
    const { id } = await requireSignedIn(context);
    return { reports: await listShareReports({ ...deps, appUrl: runtime.env.appUrl }, id) };
  }),
  /** 201 with the report; a plain form is redirected to the page that shows its link. */
  POST: withUser(sharing, async ({ deps, runtime, request, user, body }) => {
    const maker = withFirstWeekday(request, user);
    const { appUrl } = runtime.env;
    const statistics = statisticsOf({ deps, runtime });
    const report = await createShareReport({ ...deps, appUrl, statistics }, maker, body);
    return isForm(request) ? seeOther(`/share/new?made=${report.shareId}`) : withStatus(201, report);
  }),
  PATCH: withUser(changing, ({ deps, runtime, user, query, body }) =>
    changeShareReport({ ...deps, appUrl: runtime.env.appUrl }, user, query.id, body),
  ),
  DELETE: withUser(revoking, ({ deps, user, query }) => revokeShareReport(deps, user.id, query.id)),
});
