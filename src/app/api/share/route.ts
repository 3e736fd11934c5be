import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { madeReport, ownOrPublic, shareDeps, shownAnew } from '@/middleware/share-answer';
import { withUser } from '@/middleware/with-user';
import { OptionalShareIdQuery, ShareBody, ShareChangeBody, ShareIdQuery } from '@/services/share/share-input';
import { changeShareReport, createShareReport, revokeShareReport } from '@/services/share-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: publicRoute({ query: OptionalShareIdQuery }, ownOrPublic),
  POST: withUser({ rate: 'strict', body: ShareBody }, async (context) =>
    madeReport(context, await createShareReport(shareDeps(context), context.user, context.body)),
  ),
  PATCH: withUser(
    { rate: 'strict', query: ShareIdQuery, body: ShareChangeBody },
    async ({ query, user, body, ...context }) =>
      shownAnew(query.id, await changeShareReport(shareDeps(context), user, query.id, body)),
  ),
  DELETE: withUser({ rate: 'strict', query: ShareIdQuery }, async ({ deps, user, query }) =>
    shownAnew(query.id, await revokeShareReport(deps, user.id, query.id)),
  ),
});
