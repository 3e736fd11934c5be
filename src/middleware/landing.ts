import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import type { RouteHandler } from '@/middleware/route';
import { sessionUser } from '@/middleware/session-user';

interface Landing {
  demo: boolean;
  everyMinutes: number;
  /** The code that a failed sign-in came back with. */
  problem: string | null;
  /** Of the security policy, which the proxy sets. */
  nonce: string;
}

/** Turns what the page says into a whole document; handed in by the page, which knows React. */
export type LandingRenderer = (landing: Landing) => Promise<string>;

/** The first page, for anyone; who is signed in goes on to the dashboard. */
export function landing(render: LandingRenderer): RouteHandler {
  return (request) =>
    handleRequest(request, async (context) => {
      const problem = new URL(request.url).searchParams.get('error') || null;
      // A failed second sign-in must be told, even to somebody whose first one still holds.
      if (!problem && (await isSignedIn(context)))
        return new Response(null, { status: 307, headers: { location: '/dashboard' } });
      const { demo, archiveEveryMinutes } = context.runtime.env;
      const nonce = request.headers.get('x-nonce') ?? '';
      const html = await render({ demo, everyMinutes: archiveEveryMinutes, problem, nonce });
      return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    });
}

/** Nobody, while nobody can say: the page needs no database. */
async function isSignedIn(context: RequestContext): Promise<boolean> {
  try {
    return (await sessionUser(context)) !== null;
  } catch (error) {
    context.deps.logger.warn({ err: error }, 'Whether somebody is signed in was not looked up');
    return false;
  }
}
