import type { SharedReport } from '@/lib/shared/share/report-list';
import { type RequestContext, withStatus } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { paintLater } from '@/middleware/share-document';
import { forgetShareDocument } from '@/middleware/share-documents';
import { requireSession } from '@/middleware/with-user';
import {
  getPublicShareReport,
  listShareReports,
  noSuchReport,
  type ShareDeps,
} from '@/services/share-service';

export const shareDeps = ({ deps, runtime }: Pick<RequestContext, 'deps' | 'runtime'>): ShareDeps => ({
  ...deps,
  appUrl: runtime.env.appUrl,
});

/** 201 with the report; a plain form is led on to the page that shows its link. */
export function madeReport(context: RequestContext, report: SharedReport): Response {
  paintLater(context, report.shareId);
  if (!isForm(context.request)) return withStatus(201, report);
  const location = `/share/new?made=${report.shareId}`;
  return new Response(null, { status: 303, headers: { location } });
}

/** A report that anyone may read, by its id; without one, the signed-in listener's own. */
export async function ownOrPublic(context: RequestContext & { query: { id?: string | undefined } }) {
  const { deps, query } = context;
  if (query.id === undefined) {
    const { id } = await requireSession(context);
    return { reports: await listShareReports(shareDeps(context), id) };
  }
  const found = await getPublicShareReport(deps, query.id);
  if (!found) throw noSuchReport();
  return found.report;
}

/** From now on this process shows the report as it is now, or no longer. */
export function shownAnew<T>(shareId: string, outcome: T): T {
  forgetShareDocument(shareId);
  return outcome;
}
