import { streamText } from '@/lib/text-stream';

/** Server-sent events, sent as they occur. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function eventStream(events: AsyncGenerator<string>): Response {
  return new Response(streamText(events), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Compression and buffering proxies would delay events.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
