import { Exclusion, ExclusionList } from '@/lib/shared/history/exclusion-schema';
import { seeOther, withStatus } from '@/middleware/handle-request';
import { isForm } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ExclusionBody, exclusionTarget } from '@/services/history/exclusion-input';
import { leaveOut, listExclusions } from '@/services/history/exclusions';

const leavingOut = {
  summary: 'Leaves an artist, album, track, playlist or time out of statistics; its plays are kept',
  answers: { 201: Exclusion, 303: null },
  errors: [404, 409],
  body: ExclusionBody,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    {
      summary: 'What is left out of statistics, and how far a recalculation has come',
      scope: 'read',
      answers: { 200: ExclusionList },
    },
    ({ deps, user }) => listExclusions(deps, user.id),
  ),
  /** 201 with the exclusion; a plain form is redirected to where it can be undone. */
  POST: withUser(leavingOut, async ({ deps, request, user, body }) => {
    const exclusion = await leaveOut(deps, user.id, exclusionTarget(body, user.timeZone));
    if (!isForm(request)) return withStatus(201, exclusion);
    return seeOther('id' in body ? `/${body.kind}/${body.id}` : '/me#exclusions');
  }),
});
