import { describe, expect, it } from 'vitest';
import { request, stillSimulator } from './signed-in-listener';

const CALLBACK = 'http://127.0.0.1:3000/api/auth/callback/spotify';

const ask = (changes: Record<string, string> = {}): string => {
  const query = { client_id: 'simulator-client', response_type: 'code', redirect_uri: CALLBACK };
  return `/authorize?${new URLSearchParams({ ...query, scope: 'user-read-email user-top-read', state: 'a b&c', ...changes })}`;
};

const answerWith = (path: string, form: Record<string, string>) =>
  request(path, undefined, { method: 'POST', body: new URLSearchParams(form) });

/** Where the browser is sent back to. */
function target(answer: Response): URL {
  return new URL(answer.headers.get('location') ?? 'missing:');
}

describe('the consent page', () => {
  it('names the app, the scopes and every listener, and says that it is a simulator', async () => {
    const simulator = stillSimulator();
    const answer = await simulator.handle(request(ask()));
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    for (const word of ['Spotify simulator', 'Audiospective', 'user-read-email', 'user-top-read', 'Cancel'])
      expect(page).toContain(word);
    for (const life of simulator.control.listeners()) {
      expect(page).toContain(`value="${life.id}"`);
      expect(page).toContain(life.displayName);
    }
  });

  it('shows names and queries as text, never as markup', async () => {
    const simulator = stillSimulator();
    simulator.control.addListener({ id: 'x"><em>', displayName: '<script>alert(1)</script>' });
    const page = await (await simulator.handle(request(ask({ state: '"><script>' })))).text();
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<em>');
  });

  it('sends the chosen listener back with a code and the very same state', async () => {
    const answer = await stillSimulator().handle(answerWith(ask(), { listener: 'quiet' }));
    expect(answer.status).toBe(303);
    const url = target(answer);
    expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
    expect(url.searchParams.get('state')).toBe('a b&c');
    expect(url.searchParams.get('code')).toBeTruthy();
  });

  it('sends a refusal back as access_denied with the state', async () => {
    const url = target(await stillSimulator().handle(answerWith(ask(), { decision: 'cancel' })));
    expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'access_denied', state: 'a b&c' });
  });

  it('refuses a listener that does not exist', async () => {
    expect((await stillSimulator().handle(answerWith(ask(), { listener: 'nobody' }))).status).toBe(400);
  });
});

describe('what /authorize does not accept', () => {
  it.each([
    ['an unknown client', { client_id: 'stranger' }, 'Invalid client'],
    [
      'localhost',
      { redirect_uri: 'http://localhost:3000/api/auth/callback/spotify' },
      'Insecure redirect URI',
    ],
    ['http beyond this machine', { redirect_uri: 'http://example.com/cb' }, 'Insecure redirect URI'],
    ['no address at all', { redirect_uri: 'nonsense' }, 'Invalid redirect URI'],
  ])('%s gets a plain page and is never redirected', async (_, changes, words) => {
    const answer = await stillSimulator().handle(request(ask(changes)));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toContain(words);
  });

  it('an address that is not registered, when a list is given', async () => {
    const simulator = stillSimulator({ redirectUris: [CALLBACK] });
    expect((await simulator.handle(request(ask()))).status).toBe(200);
    const other = await simulator.handle(request(ask({ redirect_uri: 'http://127.0.0.1:3001/cb' })));
    expect(await other.text()).toContain('Invalid redirect URI');
  });

  it.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that does not exist', { scope: 'user-read-mind' }, 'invalid_scope'],
    [
      'a challenge that is not S256',
      { code_challenge: 'abc', code_challenge_method: 'plain' },
      'invalid_request',
    ],
  ])('%s goes back to the app as an error', async (_, changes, error) => {
    const url = target(await stillSimulator().handle(request(ask(changes))));
    expect(url.searchParams.get('error')).toBe(error);
    expect(url.searchParams.get('state')).toBe('a b&c');
  });

  it('accepts IPv6 loopback and https', async () => {
    for (const redirect_uri of ['http://[::1]:3000/cb', 'https://audiospective.example/cb'])
      expect((await stillSimulator().handle(request(ask({ redirect_uri })))).status).toBe(200);
  });
});
