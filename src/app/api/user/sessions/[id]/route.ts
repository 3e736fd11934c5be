import { AppError } from '@/lib/app-error';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { Ended, SessionParams } from '@/services/account/account-input';
import { endSessions } from '@/services/account-service';

const shape = {
  summary: 'Ends one session',
  answers: { 200: Ended },
  errors: [404],
  params: SessionParams,
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: withUser(shape, async ({ deps, user, params }) => {
    const ended = await endSessions(deps, user.id, params.id);
    if (ended === 0) throw new AppError('NOT_FOUND', 'There is no such session.');
    return { ended };
  }),
});
