import { withStatus } from '@/middleware/handle-request';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { checkHealth, HealthReport } from '@/services/health-service';

const shape = {
  summary: 'Whether this process can serve, check by check',
  answers: { 200: HealthReport, 503: HealthReport },
  rate: 'lenient',
  countedIn: 'process',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** At 503 a load balancer sends nobody here; a warning is no 503. */
  GET: publicRoute(shape, async ({ deps }) => {
    const report = await checkHealth(deps);
    return withStatus(report.status === 'down' ? 503 : 200, report);
  }),
});
