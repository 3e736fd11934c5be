import { z } from 'zod';
import { json } from '../answers';
import { faultRuleSchema } from '../faults/fault-rules';
import type { SimulatorControl } from './control';
import { listenerSpec, playSpec } from './listener-spec';

type Verb = (control: SimulatorControl, body: unknown) => unknown;

const forListener = z.strictObject({ listener: z.string() });
const maybeListener = z.strictObject({ listener: z.string().optional() });
const scoped = forListener.extend({ scopes: z.array(z.string()).optional() });
const done = { done: true };

/** What can be asked of `/control/…`: method and path, and what the body must hold. */
const verbs: Record<string, Verb> = {
  'GET clock': (control) => ({ now: control.now() }),
  'POST clock': (control, body) => ({ now: setClock(control, body) }),
  'GET listeners': (control) =>
    control.listeners().map(({ plays, ...life }) => ({ ...life, playCount: plays?.length ?? 0 })),
  'POST listeners': (control, body) => ({ id: control.addListener(listenerSpec.parse(body)).id }),
  'POST plays': (control, body) => {
    const { listener, plays } = forListener.extend({ plays: z.array(playSpec) }).parse(body);
    control.addPlays(listener, plays);
    return { added: plays.length };
  },
  'GET plays': (control, query) => {
    const window = forListener.extend({ from: z.coerce.number(), to: z.coerce.number() }).parse(query);
    return { plays: control.playsBetween(window.listener, window.from, window.to) };
  },
  'POST quota': (control, body) => {
    control.setQuota(z.strictObject({ quota: z.enum(['development', 'extended']) }).parse(body).quota);
    return done;
  },
  'GET faults': (control) => ({ faults: control.faults() }),
  'POST faults': (control, body) => {
    const rules = z.array(faultRuleSchema).parse(Array.isArray(body) ? body : [body]);
    return { ids: rules.map((rule) => control.addFault(rule)) };
  },
  'DELETE faults': (control) => {
    control.clearFaults();
    return done;
  },
  'POST recorded': (control, body) => {
    const { listener, page } = forListener.extend({ page: z.unknown() }).parse(body);
    control.setRecordedPage(listener, page ?? null);
    return done;
  },
  'POST revoke': (control, body) => {
    const { listener, reason } = forListener.extend({ reason: z.string().optional() }).parse(body);
    return { revoked: control.revoke(listener, reason) };
  },
  'POST expire': (control, body) => ({
    expired: control.expireAccessTokens(maybeListener.parse(body).listener),
  }),
  'POST authorise': (control, body) => {
    const { listener, scopes } = scoped.parse(body);
    return control.authorise(listener, scopes);
  },
  'POST tokens': (control, body) => {
    const { listener, scopes } = scoped.parse(body);
    return control.issueTokens(listener, scopes);
  },
  'GET tokens': (control, query) => {
    const { listener } = maybeListener.parse(query);
    return listener === undefined ? control.tokenTotals() : control.tokenState(listener);
  },
  'GET requests': (control) => control.requests(),
  'POST requests/reset': (control) => {
    control.resetRequests();
    return done;
  },
};

/** Serves `/control/*`: JSON in, JSON out. What cannot be understood is a 400 that says why. */
export async function controlAnswer(
  control: SimulatorControl,
  request: Request,
  url: URL,
): Promise<Response> {
  const name = `${request.method} ${url.pathname.slice('/control/'.length)}`;
  const verb = verbs[name];
  if (!verb)
    return json({ error: `There is no "${name}". There are: ${Object.keys(verbs).join(', ')}.` }, 404);
  try {
    const text = request.method === 'GET' ? '' : await request.text();
    const given = request.method === 'GET' ? Object.fromEntries(url.searchParams) : JSON.parse(text || '{}');
    return json(verb(control, given));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return json({ error: message }, 400);
  }
}

function setClock(control: SimulatorControl, body: unknown): number {
  const wanted = z
    .union([
      z.strictObject({ moveMs: z.number() }),
      z.strictObject({ set: z.union([z.number(), z.iso.datetime()]) }),
    ])
    .parse(body);
  if ('moveMs' in wanted) return control.moveClock(wanted.moveMs);
  return control.setClock(typeof wanted.set === 'number' ? wanted.set : Date.parse(wanted.set));
}
