import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** The process answers; nothing else is asked. */
  GET: publicRoute({ rate: 'lenient', countedIn: 'process' }, () => ({ status: 'ok' })),
});
