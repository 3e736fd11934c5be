import { isRecord } from '@/lib/shared/is-record';

/** The result of a change: the answer of the server, or a message for the listener. */
export type ChangeAnswer = { ok: true; value: unknown } | { ok: false; problem: string };

/** The browser's own, except in tests. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export const browserFetch: Fetch = (path, init) => fetch(path, init);

const MESSAGES: Record<number, string> = {
  400: 'We can’t use one of the values you entered. Nothing was changed. Check what you entered and try again.',
  401: 'You are signed out. Sign in again to change this.',
  404: 'This is no longer there.',
  409: 'You have reached the limit. Remove one first.',
  429: 'Too many changes in a short time. Wait ten seconds and try again.',
  503: 'The archive is busy right now. Nothing was changed; try again in a moment.',
};
const FAILED = 'Something went wrong on our side. Please try again in a moment.';
export const refusalMessage = (status: number): string => MESSAGES[status] ?? FAILED;
const UNREACHABLE = 'We could not reach the server. Check your connection and try again.';

/** Sends one change; never throws. `problemOf` puts a refusal into words: by its status unless given. */
export async function sendChange(
  fetch: Fetch,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  problemOf: (response: Response) => string | Promise<string> = ({ status }) => refusalMessage(status),
): Promise<ChangeAnswer> {
  try {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(path, { method, ...(body === undefined ? {} : json) });
    if (!response.ok) return { ok: false, problem: await problemOf(response) };
    return { ok: true, value: response.status === 204 ? null : await response.json() };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

/** The server's own message, where the fields of a form are named in it. */
export async function serverProblem(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => null);
  if (!isRecord(problem) || typeof problem.detail !== 'string' || response.status === 500) return FAILED;
  return problem.detail.replace(/^body\./, '');
}
