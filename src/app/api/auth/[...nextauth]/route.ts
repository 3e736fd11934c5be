import { authRoute } from '@/middleware/auth/auth-route';
import { route } from '@/middleware/route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: authRoute,
  POST: authRoute,
});
