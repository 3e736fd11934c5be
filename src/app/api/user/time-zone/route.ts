import { z } from 'zod';
import { TimeZoneState } from '@/lib/shared/time-zone-schema';
import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { changeTimeZone, getTimeZone } from '@/services/analytics/change-time-zone';

const change = {
  summary: 'Changes the time zone; days are recalculated in the background',
  answers: { 200: TimeZoneState, 202: TimeZoneState },
  body: z.object({ timeZone: z.string().max(64).describe('An IANA name.') }),
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    {
      summary: 'The time zone, and the progress of a change',
      scope: 'read',
      answers: { 200: TimeZoneState },
    },
    ({ deps, user }) => getTimeZone(deps, user.id),
  ),
  PUT: withUser(change, async ({ deps, user, body: { timeZone } }) => {
    const state = await changeTimeZone(deps, user.id, timeZone);
    return withStatus(state.change ? 202 : 200, state);
  }),
});
