import 'server-only';
import { onlyAllows } from '@/middleware/only-allows';
import { readBody } from '@/middleware/request-body';
import { publicRoute } from '@/middleware/route';

const MAX_REPORT_BYTES = 10_000;

/** What a browser refused to load under our security policy. Anyone can send this: it is looked at, never trusted. */
export const POST = publicRoute({}, async ({ deps, request }) => {
  deps.logger.debug(
    { report: await readBody(request, MAX_REPORT_BYTES) },
    'A browser reports a policy violation',
  );
});

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
