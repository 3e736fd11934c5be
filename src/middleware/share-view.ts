import { after } from 'next/server';
import { isRobot } from '@/lib/robots';
import type { RequestContext } from '@/middleware/handle-request';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession } from '@/services/account-service';
import { countView } from '@/services/share-service';

/**
 * Whether a request is somebody opening the page in a browser: not a robot, not a look ahead of a click, not a script or
 * another site's frame. Browsers that do not say what they load for are taken at their word.
 */
export function isView({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  if (method !== 'GET' || isRobot(headers.get('user-agent'))) return false;
  const ahead = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  if (ahead.some((purpose) => /prefetch|prerender|preview/i.test(purpose))) return false;
  const destination = headers.get('sec-fetch-dest');
  return destination === null || destination === 'document';
}

/** Counts a view once the answer is on its way, unless it is the owner's own. Never fails, and nobody waits for it. */
export function countViewLater(context: RequestContext, seen: { shareId: string; ownerId: number }): void {
  if (!isView(context.request)) return;
  afterAnswer(async () => {
    if (!(await isOwner(context, seen.ownerId))) await countView(context.runtime.deps, seen.shareId);
  });
}

async function isOwner({ request, deps, runtime }: RequestContext, ownerId: number): Promise<boolean> {
  const token = sessionToken(request.headers, runtime.env.appUrl);
  if (token === null) return false;
  try {
    return (await findSession(deps, token))?.user.id === ownerId;
  } catch (error) {
    deps.logger.warn({ err: error }, 'A view is not counted: it cannot be told whose it is');
    return true;
  }
}

/** On platforms that stop a process with its last answer, Next keeps it until this is done. */
export function afterAnswer(work: () => Promise<unknown>): void {
  try {
    after(work);
  } catch {
    // Outside Next, as in a test, there is nothing that would stop.
    void work();
  }
}
