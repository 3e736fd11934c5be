import { AppError } from '@/lib/app-error';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { SessionParams } from '@/services/account/account-input';
import { endSessions } from '@/services/account-service';

export const DELETE = withUser({ params: SessionParams }, async ({ deps, user, params }) => {
  const ended = await endSessions(deps, user.id, params.id);
  if (ended === 0) throw new AppError('NOT_FOUND', 'There is no such session.');
  return { ended };
});

export const { GET, POST, PUT, PATCH } = onlyAllows('DELETE');
