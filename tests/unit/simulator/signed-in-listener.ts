import { z } from 'zod';
import { Simulator, type SimulatorOptions } from '../../../simulator/simulator';

const BASE = 'http://127.0.0.1:4321';
export const NOW = Date.UTC(2026, 10, 22, 13, 0, 0);

const page = z.object({
  items: z.array(
    z.looseObject({
      track: z.looseObject({
        id: z.string(),
        name: z.string(),
        artists: z.array(z.looseObject({ id: z.string() })),
      }),
      played_at: z.string(),
    }),
  ),
  next: z.string().nullable(),
  cursors: z.object({ after: z.string(), before: z.string() }).nullable(),
  limit: z.number(),
  href: z.string(),
});

/** A simulator whose time stands still until its control moves it. */
export function stillSimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  return new Simulator({ publicUrl: BASE, now: () => NOW, ...options });
}

export function request(path: string, accessToken?: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (accessToken !== undefined) headers.set('authorization', `Bearer ${accessToken}`);
  return new Request(`${BASE}${path}`, { ...init, headers });
}

/** A listener signed in on a simulator, and what their app can ask. */
export function signIn(simulator: Simulator, listener: string, scopes?: readonly string[]) {
  const tokens = simulator.control.issueTokens(listener, scopes);
  const get = (path: string) => simulator.handle(request(path, tokens.accessToken));
  return {
    ...tokens,
    get,
    json: async (path: string): Promise<unknown> => (await get(path)).json(),
    recent: async (query = 'limit=50') =>
      page.parse(await (await get(`/v1/me/player/recently-played?${query}`)).json()),
  };
}

const BASIC = `Basic ${Buffer.from('simulator-client:simulator-secret').toString('base64')}`;

/** Asks the token endpoint, as the default client unless another is given. */
export async function askForToken(
  simulator: Simulator,
  form: Record<string, string>,
  authorization: string | null = BASIC,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await simulator.handle(
    request('/api/token', undefined, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: authorization === null ? {} : { authorization },
    }),
  );
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
}

export const refreshWith = (simulator: Simulator, token: string) =>
  askForToken(simulator, { grant_type: 'refresh_token', refresh_token: token });
