import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { clearCache } from '@/services/account/manage-account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withUser({ rate: 'strict' }, ({ deps, user }) => clearCache(deps, user.id)),
});
