/** What the server answered, or a message for the listener. */
export type ShareResponse = { ok: true; value: unknown } | { ok: false; problem: string };

/** The browser's own, except in tests. */
export type ShareFetch = (path: string, init: RequestInit) => Promise<Response>;

export const browserFetch: ShareFetch = (path, init) => fetch(path, init);

const FAILED = 'Something on our side went wrong. Please try again in a moment.';
const UNREACHABLE = 'We could not reach the server. Check your connection and try again.';

/** Sends one request about a report; never throws. A refusal comes with the server's own message. */
export async function sendShareRequest(
  fetch: ShareFetch,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<ShareResponse> {
  try {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(path, { method, ...(body === undefined ? {} : json) });
    if (!response.ok) return { ok: false, problem: await problemOf(response) };
    return { ok: true, value: response.status === 204 ? null : await response.json() };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

async function problemOf(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => null);
  const hasMessage =
    typeof problem === 'object' && problem !== null && 'detail' in problem && response.status !== 500;
  return hasMessage ? String(problem.detail).replace(/^body\./, '') : FAILED;
}
