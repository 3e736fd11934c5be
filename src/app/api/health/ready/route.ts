import { withStatus } from '@/middleware/handle-request';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { checkHealth } from '@/services/health-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** 503 tells a load balancer to send nobody here; a warning does not. */
  GET: publicRoute({ rate: 'lenient', countedIn: 'process' }, async ({ deps }) => {
    const report = await checkHealth(deps);
    return withStatus(report.status === 'down' ? 503 : 200, report);
  }),
});
