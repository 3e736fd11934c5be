import { apiError, html, oauthError, plain } from '../answers';
import type { Fault } from './fault-rules';
import { spoilItems } from './odd-items';

const OUTAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>';

/** What a broken connection looks like to `fetch`. */
export class ConnectionCut extends TypeError {
  override readonly cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

  constructor() {
    super('fetch failed');
  }
}

/** The answer that a fault gives instead of the real one, or null if the real one is needed first. */
export function answerInstead(fault: Fault): Response | null {
  switch (fault.kind) {
    case 'rate_limited':
      return apiError(429, 'API rate limit exceeded', {
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
      });
    case 'quota_exceeded':
      return apiError(429, 'Too many requests', {
        reason: 'QUOTA_EXCEEDED',
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
      });
    case 'server_error':
      return html(fault.body ?? OUTAGE, fault.status);
    case 'unauthorized':
      return apiError(401, 'Invalid access token');
    case 'forbidden_not_registered':
      return plain(
        'User not registered in the Developer Dashboard. Check settings on https://developer.spotify.com/dashboard',
        403,
      );
    case 'premium_required':
      return apiError(403, 'Active premium subscription required for the owner of the app.');
    case 'invalid_grant':
      return oauthError('invalid_grant', fault.text);
    default:
      return cutBefore(fault);
  }
}

function cutBefore(fault: Fault): null {
  if (fault.kind === 'cut' && fault.at === 'before') throw new ConnectionCut();
  return null;
}

/** What a fault does to the real answer. @throws ConnectionCut */
export async function spoilAnswer(answer: Response, fault: Fault): Promise<Response> {
  if (fault.kind === 'cut') return cut(answer, fault.at);
  if (fault.kind === 'malformed_json') {
    const body = await answer.text();
    return rebuilt(answer, `${body.slice(0, -1)}, "oops": }`);
  }
  if (fault.kind === 'odd_items' && answer.ok) {
    return rebuilt(answer, spoilItems(await answer.text(), fault.items, fault.mode));
  }
  return answer;
}

async function cut(answer: Response, at: 'before' | 'after' | 'body' | 'truncated'): Promise<Response> {
  if (at === 'before' || at === 'after') throw new ConnectionCut();
  const body = await answer.text();
  const half = body.slice(0, Math.ceil(body.length / 2));
  return rebuilt(answer, at === 'truncated' ? half : breakingAfter(half));
}

function breakingAfter(half: string): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) return controller.error(new ConnectionCut());
      sent = true;
      controller.enqueue(new TextEncoder().encode(half));
    },
  });
}

function rebuilt(answer: Response, body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, { status: answer.status, headers: answer.headers });
}
