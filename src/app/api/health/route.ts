import { withStatus } from '@/middleware/answer';
import { onlyAllows } from '@/middleware/only-allows';
import { publicRoute } from '@/middleware/route';
import { checkHealth } from '@/services/health-service';

/** The short form, for a monitor: one word, and when the archive last ran. */
export const GET = publicRoute({ rate: 'lenient', countedIn: 'process' }, async ({ deps }) => {
  const { status, checks } = await checkHealth(deps);
  return withStatus(status === 'down' ? 503 : 200, { status, lastTickAt: checks.schedule.lastTickAt });
});

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
