import { AppError } from '@/lib/app-error';
import type { StreamSlots } from '@/lib/stream-slots';
import { streamText } from '@/lib/text-stream';

/**
 * Server-sent events of a listener, sent as they occur. Throws RATE_LIMITED when the listener has too many streams open.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(events: AsyncGenerator<string>, slots: StreamSlots, userId: number): Response {
  const free = slots.take(userId);
  if (!free) {
    const message = 'Too many pages of yours are open. Close one of them.';
    throw new AppError('RATE_LIMITED', message, { retryAfterSeconds: 10 });
  }
  return new Response(streamText(events, free), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Compression and buffering proxies would delay events.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
