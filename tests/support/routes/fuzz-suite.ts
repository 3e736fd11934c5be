import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { createLogger } from '@/lib/logger';
import { createRateGate } from '@/lib/rate-limit/rate-gate';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { answersOf } from '@/middleware/api/operation';
import type { InputShape } from '@/middleware/read-input';
import type { RouteHandler } from '@/middleware/route';
import { isDescribed, type Method } from '@/middleware/route';
import { repetitions, sample } from '../depth';
import { APP, call, type HttpStage, signed, signedInBrowser, useHttpStage } from '../http-stage';
import { keepPlays } from '../keep-plays';
import { arbitraryOf, hostileInputs, hostileText } from './arbitrary-of';
import { routeTable } from './route-table';
import { loadRoute, type RouteModule } from './routes-on-disk';

/** For each kind of input that a schema describes; what takes nothing in is asked a few times only. */
const CASES = repetitions(50, 500);
const CASES_WITHOUT_INPUT = repetitions(5, 25);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const problem = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  code: z.string().regex(/^[A-Z_]+$/),
  requestId: z.string(),
  field: z.string().optional(),
});

const TRACE = /\n\s+at |node_modules|\.tsx?:\d|prisma|SELECT |postgres/i;

let cookie = '';

async function signIn(stage: HttpStage): Promise<void> {
  const browser = await signedInBrowser(stage, 'regular');
  cookie = browser.cookieHeader();
}

async function prepare(stage: HttpStage): Promise<void> {
  // Fuzzing asks more often than any limit allows.
  const unlimited = { take: async () => ({ allowed: true, remaining: 1, windowEndsAt: 0 }) };
  const current = runtime();
  const deps = { ...current.deps, logger: createLogger('silent') };
  const limits = createRateGate(stage.clock, { store: null, local: unlimited });
  provideRuntime({ ...current, deps, limits });
  await signIn(stage);
  const { db, clock } = stage.deps;
  const { id } = await db.user.findFirstOrThrow();
  const endedAt = new Date(clock.now().getTime() - HOUR);
  const played = { endedAt, track: 'T', artists: ['A'], album: 'B', durationMs: 3 * MINUTE };
  await keepPlays(db, id, clock.now(), [played]);
}

interface Case {
  query: string;
  body: string | null;
  params: unknown;
}

const toQuery = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([name, v]) => [
    name,
    typeof v === 'string' ? v : JSON.stringify(v),
  ]);
  return new URLSearchParams(pairs.map(([name, v]) => [name ?? '', v ?? ''])).toString();
};

function caseOf(method: Method, { query, body, params }: InputShape): fc.Arbitrary<Case> {
  const oddBody = fc.oneof(hostileText, fc.constant('{"a":'), fc.constant('x'.repeat(120_000)));
  const bodyOf = body
    ? fc.oneof(
        { weight: 5, arbitrary: arbitraryOf(body).map((value) => JSON.stringify(value) ?? '') },
        oddBody,
      )
    : fc.oneof(fc.constant(null), oddBody);
  return fc.record({
    query: fc.oneof(
      { weight: 5, arbitrary: (query ? arbitraryOf(query) : hostileText).map(toQuery) },
      hostileText,
    ),
    body: method === 'GET' ? fc.constant(null) : bodyOf,
    params: params ? arbitraryOf(params) : fc.constant({}),
  });
}

/** What several routes share is looked at once. */
const asked = new Set<z.ZodType>();

function hostileInputsOnce(schema: z.ZodType | undefined): unknown[] {
  if (!schema || asked.has(schema)) return [];
  asked.add(schema);
  return hostileInputs(schema);
}

const hostileCases = ({ query, body, params }: InputShape): Case[] => [
  ...hostileInputsOnce(query).map((value) => ({ query: toQuery(value), body: null, params: {} })),
  ...hostileInputsOnce(body).map((value) => ({ query: '', body: JSON.stringify(value), params: {} })),
  ...hostileInputsOnce(params).map((value) => ({ query: '', body: null, params: value })),
];

interface Target {
  path: string;
  method: Method;
  handler: RouteHandler;
  shape: InputShape;
  cases: number;
}

/** A route of another protocol has errors of its own, whose shape `call` has checked. */
const isOwnError = (handler: RouteHandler, { status, headers }: Response): boolean =>
  isDescribed(handler) &&
  headers.get('content-type') === 'application/json' &&
  answersOf(handler).get(status)?.has('application/json') === true;

/** What an answer says; of events, which may come for minutes, the beginning. */
async function textOf(response: Response): Promise<string> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream || !response.body) return response.text();
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** The statuses met and how many cases there were, so that a test can tell that they got past the check of access. */
async function fuzz(stage: HttpStage, { path, method, handler, shape, cases }: Target) {
  const isSigned = isDescribed(handler) && handler.access === 'queue';
  const met = new Map<number, number>();
  const examples = sample(hostileCases(shape), 3).map((one): [Case] => [one]);
  await fc.assert(
    fc.asyncProperty(caseOf(method, shape), async ({ query, body, params }) => {
      const headers = { cookie, origin: APP, ...(isSigned && (await signed(stage, path, body ?? ''))) };
      const address = `${path}?${query.replace(/[#\s]/g, '')}`;
      const response = await call(handler, address, { method, headers, body }, params);
      const text = await textOf(response);
      met.set(response.status, (met.get(response.status) ?? 0) + 1);
      expect(response.status, text).toBeLessThan(500);
      if (response.status >= 400 && !isOwnError(handler, response)) {
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        const document = problem.parse(JSON.parse(text));
        expect(document.status).toBe(response.status);
        expect(document.detail).not.toMatch(TRACE);
      }
      // A listener who signed out or was deleted signs in again for the next case.
      if (response.status === 401 || response.headers.has('set-cookie')) await signIn(stage);
    }),
    { numRuns: examples.length + cases, examples, seed: SEED },
  );
  return { met, asked: examples.length + cases };
}

/** What next-auth takes: it parses for itself. */
const AUTH: InputShape = {
  query: z.object({ error: z.string(), code: z.string(), state: z.string(), callbackUrl: z.string() }),
  body: z.object({ csrfToken: z.string(), callbackUrl: z.string(), json: z.string() }),
  params: z.object({
    nextauth: z.array(
      z.enum(['signin', 'signout', 'session', 'csrf', 'callback', 'spotify', 'providers', 'error']),
    ),
  }),
};

async function targetOf(path: string, method: Method): Promise<Target> {
  const module: RouteModule = await loadRoute(path);
  const handler = module[method];
  if (!handler) throw new Error(`${path} has no ${method}`);
  const shape = isDescribed(handler) ? handler.shape : AUTH;
  const takesInput = Boolean(shape.query ?? shape.body ?? shape.params);
  return { path, method, handler, shape, cases: takesInput ? CASES : CASES_WITHOUT_INPUT };
}

/** Fuzzes every `of`-th way into the product, from the `nth` on: several files share them out. */
export function describeFuzzing(nth: number, of: number): void {
  const stage = useHttpStage();
  beforeEach(() => prepare(stage()));
  const waysIn = Object.entries(routeTable)
    .flatMap(([path, entry]) =>
      (Object.keys(entry.asks) as Method[]).map((method) => [method, path] as const),
    )
    .filter((_, index) => index % of === nth);
  describe('any input', () => {
    it.each(waysIn)(
      '%s %s answers without a fault of its own, and refuses in words',
      async (method, path) => {
        const target = await targetOf(path, method);
        const { met, asked } = await fuzz(stage(), target);
        const total = [...met.values()].reduce((a, b) => a + b, 0);
        expect(total).toBe(asked);
        expect(met.get(401) ?? 0, `statuses: ${JSON.stringify([...met])}`).toBeLessThanOrEqual(total / 2);
      },
      120_000,
    );
  });
}
