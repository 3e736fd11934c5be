import { z } from 'zod';
import { withStatus } from '@/middleware/answer';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { changeTimeZone, getTimeZone } from '@/services/analytics-service';

const body = z.object({ timeZone: z.string().max(64) });

export const GET = withUser({}, ({ deps, user }) => getTimeZone(deps, user.id));

export const PUT = withUser({ body }, async ({ deps, user, body: { timeZone } }) => {
  const state = await changeTimeZone(deps, user.id, timeZone);
  return withStatus(state.change ? 202 : 200, state);
});

export const { POST, PATCH, DELETE } = onlyAllows('GET', 'PUT');
