import { AppError } from '@/lib/app-error';
import { SECOND } from '@/lib/shared/time';
import { streamText } from '@/lib/streams/text-stream';
import type { RequestContext } from '@/middleware/handle-request';
import type { Caller } from '@/middleware/with-user';

/** How often a stream asks whether its caller may still read it: a sign-out or a revoked token ends it. */
const ASK_EVERY_MS = 20 * SECOND;

type StreamContext = Pick<RequestContext, 'deps' | 'runtime'> & Caller;

/**
 * Server-sent events of a listener, sent as they occur. Throws RATE_LIMITED when the listener has too many streams open.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(events: AsyncGenerator<string>, context: StreamContext): Response {
  const free = context.runtime.streams.take(context.user.id);
  if (!free) {
    const message = 'Too many pages of yours are open. Close one of them.';
    throw new AppError('RATE_LIMITED', message, { retryAfterSeconds: 10 });
  }
  return new Response(streamText(whileAllowed(events, context), free), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Compression and buffering proxies would delay events.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

async function* whileAllowed(
  events: AsyncGenerator<string>,
  { deps: { clock }, isStillAllowed }: StreamContext,
): AsyncGenerator<string> {
  let askedAt = clock.now().getTime();
  for await (const event of events) {
    const now = clock.now().getTime();
    if (now - askedAt >= ASK_EVERY_MS) {
      if (!(await isStillAllowed())) return;
      askedAt = now;
    }
    yield event;
  }
}
