import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { clearCache } from '@/services/account-service';

export const POST = withUser({ rate: 'strict' }, ({ deps, user }) => clearCache(deps, user.id));

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
