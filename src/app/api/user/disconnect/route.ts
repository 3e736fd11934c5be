import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { disconnectSpotify } from '@/services/account-service';

export const POST = withUser({ rate: 'strict' }, ({ deps, user }) => disconnectSpotify(deps, user.id));

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
