import { publicRoute } from '@/middleware/public-route';
import { requireBearer } from '@/middleware/require-bearer';
import { route } from '@/middleware/route';
import { exposeMetrics } from '@/services/metrics-service';

const shape = {
  summary: 'Figures for Prometheus, with the operator’s token',
  answers: { 200: { 'text/plain': null } },
  errors: [401, 404],
  countedIn: 'process',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** For Prometheus; also at /metrics. */
  GET: publicRoute(shape, async ({ deps, request, runtime }) => {
    requireBearer(request, runtime.env.metricsToken);
    const { contentType, text } = await exposeMetrics(deps, runtime.statisticsDb);
    return new Response(text, { headers: { 'content-type': contentType } });
  }),
});
