import { z } from 'zod';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { getBadge, turnBadgeOff, turnBadgeOn } from '@/services/account/badge';

const reading = {
  summary: 'The address of the public badge; null while it is off',
  answers: { 200: z.object({ url: z.string().nullable() }) },
};
const turningOn = {
  summary: 'Turns the public badge on, under a new address',
  answers: { 200: z.object({ url: z.string() }) },
};
const turningOff = {
  summary: 'Turns the public badge off; its address stops working',
  answers: { 204: null },
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(reading, ({ deps, runtime, user }) =>
    getBadge({ db: deps.db, appUrl: runtime.env.appUrl }, user.id),
  ),
  POST: withUser(turningOn, ({ deps, runtime, user }) =>
    turnBadgeOn({ db: deps.db, appUrl: runtime.env.appUrl }, user.id),
  ),
  DELETE: withUser(turningOff, ({ deps, user }) => turnBadgeOff(deps, user.id)),
});
