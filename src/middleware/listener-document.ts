import { STORE_WAIT_MS } from '@/lib/kv/store-guard';
import { handleRequest, logFailure, type RequestContext } from '@/middleware/handle-request';
import type { RouteHandler } from '@/middleware/route';
import { sessionUser } from '@/middleware/session-user';
import type { SignedInUser } from '@/services/account-service';

/** One look of a listener at one page. */
export interface Visit extends Pick<RequestContext, 'deps' | 'request' | 'runtime'> {
  user: SignedInUser;
  /** Of the security policy, which the proxy sets. */
  nonce: string;
}

/** What makes the parts of a document; handed in by the page, which knows React. */
export interface ListenerPage {
  /** What stands before and after the page itself. */
  frame(about: { nonce: string; user: SignedInUser | null }): Promise<{ before: string; after: string }>;
  page(visit: Visit): Promise<string>;
  /** Stands first when the page takes its time. A page that follows it hides it. */
  skeleton(visit: Visit): Promise<string>;
  /** Stands in for a page that could not be made, or is not there (404); `code` is what the log calls this request. */
  unmade(about: { status: number; code: string; address: string }): Promise<string>;
}

/** Who waits less than this sees the page at once, rather than a skeleton that flickers. */
const PATIENCE_MS = 300;
const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** A page behind the sign-in that is one whole document; everybody else is sent to the landing page. */
export function listenerDocument(parts: ListenerPage): RouteHandler {
  return async (request) => {
    const nonce = request.headers.get('x-nonce') ?? '';
    let code = '';
    const response = await handleRequest(request, async (context) => {
      code = context.requestId;
      const user = await sessionUser(context);
      if (!user) return new Response(null, { status: 307, headers: { location: '/' } });
      return new Response(await inTime(parts, context, { ...context, user, nonce }), { headers: HTML });
    });
    if (response.status < 400) return response;
    const { before, after } = await parts.frame({ nonce, user: null });
    const body =
      before + (await parts.unmade({ status: response.status, code, address: addressOf(request) })) + after;
    return new Response(body, { status: response.status, headers: asHtml(response.headers) });
  };
}

const addressOf = ({ url }: Request): string => new URL(url).pathname + new URL(url).search;

/** The same answer, told to a person. */
function asHtml(headers: Headers): Headers {
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(HTML)) all.set(name, value);
  return all;
}

/** The whole document; or, when the page is not there soon, one that begins with its skeleton. */
async function inTime(
  parts: ListenerPage,
  context: RequestContext,
  visit: Visit,
): Promise<string | ReadableStream> {
  const { before, after } = await parts.frame(visit);
  // Begun when somebody waits for it: a failure always has a listener.
  const page = context.runtime.storeGuard.within(STORE_WAIT_MS, () => parts.page(visit));
  const soon = await Promise.race([page, context.deps.clock.sleep(PATIENCE_MS)]);
  if (typeof soon === 'string') return before + soon + after;
  // Too late for another status: what went wrong is told in the page's place.
  const settled = page.catch((error: unknown) => {
    const { status } = logFailure(error, context).problem;
    return parts.unmade({ status, code: context.requestId, address: addressOf(context.request) });
  });
  return textStream([before + (await parts.skeleton(visit)), settled.then((text) => text + after)]);
}

function textStream(pieces: (string | Promise<string>)[]): ReadableStream {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(encoder.encode(await piece));
    },
  });
}
