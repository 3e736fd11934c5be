import { isbot } from 'isbot';
import type { Deps } from '@/lib/deps';
import { addView } from '@/repositories/share/shareable-report-repository';

/**
 * Whether a request is a person opening the page in a browser: not a robot, a prefetch, a script or another site's frame.
 * A browser that does not say what it loads for is counted.
 */
export function isView({ method, headers }: { method: string; headers: Pick<Headers, 'get'> }): boolean {
  const userAgent = headers.get('user-agent');
  if (method !== 'GET' || !userAgent || isbot(userAgent)) return false;
  const purposes = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  if (purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose))) return false;
  const destination = headers.get('sec-fetch-dest');
  return destination === null || destination === 'document';
}

/** Counts one view. Never throws: a view that cannot be written is logged and lost. */
export async function countView({ db, logger }: Pick<Deps, 'db' | 'logger'>, shareId: string): Promise<void> {
  try {
    await addView(db, shareId);
  } catch (error) {
    logger.warn({ err: error, shareId }, 'view count failed');
  }
}
