import { authRoute } from '@/middleware/auth/auth-route';
import { onlyAllows } from '@/middleware/only-allows';

export const GET = authRoute;
export const POST = authRoute;
export const { PUT, PATCH, DELETE } = onlyAllows('GET', 'POST');
