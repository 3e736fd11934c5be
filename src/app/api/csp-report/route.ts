import { CspReport } from '@/middleware/csp-report';
import { onlyAllows } from '@/middleware/only-allows';
import { publicRoute } from '@/middleware/route';

const shape = { body: CspReport, maxBodyBytes: 10_000 };

/** What a browser refused to load under our policy. Anyone can send this: a few are logged, none is trusted. */
export const POST = publicRoute(shape, async ({ deps, runtime, body }) => {
  const { outcome } = await runtime.limits.check('strict', 'csp-report', 'process');
  if (outcome === 'allowed')
    deps.logger.warn({ violations: body }, 'A browser reports a violated security policy');
});

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
