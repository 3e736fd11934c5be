import { withStatus } from '@/middleware/handle-request';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { checkHealth, HealthSummary } from '@/services/health-service';

const shape = {
  summary: 'Health in one word, for a monitor; also 503 when only the hourly syncs have stopped',
  answers: { 200: HealthSummary, 503: HealthSummary },
  rate: 'lenient',
  countedIn: 'process',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: publicRoute(shape, async ({ deps }) => {
    const { status, checks } = await checkHealth(deps);
    return withStatus(status === 'down' || status === 'failing' ? 503 : 200, {
      status,
      lastTickAt: checks.schedule.lastTickAt,
    });
  }),
});
