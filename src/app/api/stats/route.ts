import 'server-only';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { getStats } from '@/services/analytics-service';

export const GET = withUser({}, ({ deps, user }) => getStats(deps, user.id));

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
