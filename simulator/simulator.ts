import { authorizeAnswer } from './accounts/authorize';
import { tokenAnswer } from './accounts/token-endpoint';
import { html, plain } from './answers';
import { bearerToken, webApiAnswer } from './api/web-api';
import { SimulatorControl } from './control/control';
import { controlAnswer } from './control/control-routes';
import { coverSvg } from './cover';
import { answerInstead, spoilAnswer } from './faults/fault-answers';
import type { Fault } from './faults/fault-rules';
import { frontPage } from './front-page';
import { createScene, type Scene, type SimulatorOptions } from './scene';

export type { SimulatorOptions } from './scene';

interface Arrival {
  request: Request;
  url: URL;
  /** The body of a POST to the account service. */
  form: URLSearchParams | null;
  listener: string | null;
  /** ms UTC */
  now: number;
}

/** A stand-in for Spotify's account service and Web API. No sockets: `handle` takes a request and gives an answer. */
export class Simulator {
  readonly control: SimulatorControl;
  private readonly scene: Scene;

  constructor(options: SimulatorOptions) {
    this.scene = createScene(options);
    this.control = new SimulatorControl(this.scene);
  }

  /**
   * Serves /authorize, /api/token, /v1/*, /image/*, /control/*. Rejects where a connection would break, and with the
   * signal's reason when a slow answer is given up on.
   */
  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/control/')) return controlAnswer(this.control, request, url);
    if (url.pathname.startsWith('/image/')) return image(url);
    if (url.pathname === '/') return html(frontPage(this.scene));
    const arrival = await this.receive(request, url);
    const { listener, now } = arrival;
    const seen = { path: url.pathname, method: request.method, listener };
    const { delayMs, fault } = this.scene.faults.take(seen, now);
    const entry = { at: now, ...seen, status: 0, fault: fault?.kind ?? (delayMs > 0 ? 'slow' : null) };
    try {
      if (delayMs > 0) await delay(delayMs, request.signal);
      const answer = await this.respond(arrival, fault);
      entry.status = answer.status;
      answer.headers.set('date', new Date(now).toUTCString());
      return answer;
    } finally {
      this.scene.log.add(entry);
    }
  }

  private async respond(arrival: Arrival, fault: Fault | null): Promise<Response> {
    if (!fault) return this.answer(arrival);
    const instead = answerInstead(fault);
    if (instead) return instead;
    return spoilAnswer(this.answer(arrival), fault);
  }

  private answer({ request, url, form, now }: Arrival): Response {
    const { ledger, clients, redirectUris, listeners } = this.scene;
    if (url.pathname.startsWith('/v1/')) return webApiAnswer(this.scene, request, url, now);
    if (url.pathname === '/authorize') {
      const lives = [...listeners.values()];
      const query = url.searchParams;
      return authorizeAnswer({ ledger, clients, redirectUris, listeners: lives, query, answer: form, now });
    }
    if (url.pathname !== '/api/token') return plain('Not found', 404);
    if (!form) return plain('Method not allowed', 405);
    return tokenAnswer({ ledger, clients, authorization: request.headers.get('authorization'), form, now });
  }

  private async receive(request: Request, url: URL): Promise<Arrival> {
    const accounts = request.method === 'POST' && !url.pathname.startsWith('/v1/');
    const form = accounts ? new URLSearchParams(await request.text()) : null;
    const now = this.scene.clock.now();
    return { request, url, form, listener: this.whose(request, form, now), now };
  }

  /** The owner of the access token, refresh token or code that came with a request. */
  private whose(request: Request, form: URLSearchParams | null, now: number): string | null {
    const { ledger } = this.scene;
    if (form) {
      return (
        ledger.ownerOfRefreshToken(form.get('refresh_token') ?? '') ??
        ledger.ownerOfCode(form.get('code') ?? '')
      );
    }
    const check = ledger.check(bearerToken(request) ?? '', now);
    return check.state === 'unknown' ? null : check.listener;
  }
}

function image(url: URL): Response {
  const id = url.pathname.slice('/image/'.length);
  const size = Number(url.searchParams.get('size') ?? 640);
  if (!/^[0-9A-Za-z]{22}$/.test(id) || !Number.isInteger(size) || size < 1 || size > 2000) {
    return plain('Ask for /image/{id} with an id of 22 characters and a size of 1 to 2000.', 404);
  }
  return new Response(coverSvg(id, size), {
    // Other pages may read it, as Spotify's pictures.
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    },
  });
}

/** Rejects with the signal's reason if that comes first. */
function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
