import { z } from 'zod';
import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { changeTimeZone, getTimeZone } from '@/services/analytics/change-time-zone';

const body = z.object({ timeZone: z.string().max(64) });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({}, ({ deps, user }) => getTimeZone(deps, user.id)),
  PUT: withUser({ body }, async ({ deps, user, body: { timeZone } }) => {
    const state = await changeTimeZone(deps, user.id, timeZone);
    return withStatus(state.change ? 202 : 200, state);
  }),
});
