import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { clearCache } from '@/services/account/manage-account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withUser(
    { summary: 'Recalculates every cached statistic', answers: { 204: null }, rate: 'strict' },
    ({ deps, user }) => clearCache(deps, user.id),
  ),
});
