import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';
import { CspReport } from './csp-report';

const shape = {
  summary: 'Receives browsers’ reports of violations of the Content Security Policy',
  answers: { 204: null },
  body: CspReport,
  maxBodyBytes: 10_000,
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** Anyone can send this: a few are logged, none is trusted. */
  POST: publicRoute(shape, async ({ deps, runtime, body }) => {
    const { outcome } = await runtime.limits.check('strict', 'csp-report', 'process');
    if (outcome === 'allowed') deps.logger.warn({ violations: body }, 'csp violation reported');
  }),
});
