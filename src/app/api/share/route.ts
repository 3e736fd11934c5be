import { onlyAllows } from '@/middleware/only-allows';
import { publicRoute, withUser } from '@/middleware/route';
import { madeReport, ownOrPublic, shareDeps, shownAnew } from '@/middleware/share-answer';
import { OptionalShareIdQuery, ShareBody, ShareChangeBody, ShareIdQuery } from '@/services/share/share-input';
import { changeShareReport, createShareReport, revokeShareReport } from '@/services/share-service';

export const GET = publicRoute({ query: OptionalShareIdQuery }, ownOrPublic);

export const POST = withUser({ rate: 'strict', body: ShareBody }, async (context) =>
  madeReport(context, await createShareReport(shareDeps(context), context.user, context.body)),
);

export const PATCH = withUser(
  { rate: 'strict', query: ShareIdQuery, body: ShareChangeBody },
  async ({ query, user, body, ...context }) =>
    shownAnew(query.id, await changeShareReport(shareDeps(context), user, query.id, body)),
);

export const DELETE = withUser({ rate: 'strict', query: ShareIdQuery }, async ({ deps, user, query }) =>
  shownAnew(query.id, await revokeShareReport(deps, user.id, query.id)),
);

export const { PUT } = onlyAllows('GET', 'POST', 'PATCH', 'DELETE');
