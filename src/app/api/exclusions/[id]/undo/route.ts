import { seeOther } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ExclusionParams, UndoQuery } from '@/services/history/exclusion-input';
import { undoExclusion } from '@/services/history/exclusions';

const shape = {
  summary: 'Undoes an exclusion: its plays count again',
  answers: { 204: null, 303: null },
  errors: [404],
  params: ExclusionParams,
  query: UndoQuery,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** 204; a plain form is led back to where it was. */
  POST: withUser(shape, async ({ deps, request, user, params, query }) => {
    await undoExclusion(deps, user.id, params.id);
    if (!isForm(request)) return undefined;
    return seeOther(query.back ? `/${query.back}` : '/me#exclusions');
  }),
});
