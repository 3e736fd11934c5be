/** Answers in the shapes that Spotify uses. */

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, max-age=0',
      ...headers,
    },
  });
}

/** JSON that is already written. */
export function rawJson(body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, max-age=0' },
  });
}

/** The Web API's regular error: `{"error":{"status":404,"message":"…"}}`. */
export function apiError(
  status: number,
  message: string,
  extra: { reason?: string; headers?: Record<string, string> } = {},
): Response {
  const reason = extra.reason ? { reason: extra.reason } : {};
  return json({ error: { status, message, ...reason } }, status, extra.headers);
}

/** The account service's error (RFC 6749). */
export function oauthError(error: string, description: string, status = 400): Response {
  return json({ error, error_description: description }, status);
}

export function plain(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

export function html(body: string, status = 200): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
