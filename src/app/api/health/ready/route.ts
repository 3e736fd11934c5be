import { withStatus } from '@/middleware/answer';
import { onlyAllows } from '@/middleware/only-allows';
import { publicRoute } from '@/middleware/route';
import { checkHealth } from '@/services/health-service';

/** 503 tells a load balancer to send nobody here; a warning does not. */
export const GET = publicRoute({ rate: 'lenient', countedIn: 'process' }, async ({ deps }) => {
  const report = await checkHealth(deps);
  return withStatus(report.status === 'down' ? 503 : 200, report);
});

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
