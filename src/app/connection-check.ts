import { cache } from 'react';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { getConnectionCheck } from '@/services/analytics-service';

/** How the listener's archive stands; one read a request. */
export const connectionCheck = cache(async () => getConnectionCheck(deps(), (await requireUser()).id));
