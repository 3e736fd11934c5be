import { z } from 'zod';

const created = z.object({ url: z.string() });

/**
 * Signs in to the demo at `url` as one of its listeners, over HTTP.
 * @returns a fetch with the session, and its `Cookie` header
 */
export async function signIn(url, listener = 'regular') {
  const cookies = new Map();
  const cookieHeader = () => [...cookies].map((pair) => pair.join('=')).join('; ');
  const ask = async (path, init = {}) => {
    const headers = { cookie: cookieHeader(), origin: url, ...init.headers };
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', ...value] = (set.split(';')[0] ?? '').split('=');
      cookies.set(name, value.join('='));
    }
    return response;
  };
  const toSpotify = await ask('/api/auth/signin/spotify', { method: 'POST' });
  const body = new URLSearchParams({ listener });
  const consent = toSpotify.headers.get('location') ?? '';
  const back = await fetch(consent, { method: 'POST', body, redirect: 'manual' });
  await ask(back.headers.get('location') ?? '');
  return { ask, cookie: cookieHeader() };
}

/**
 * Signs in as the regular listener and shares a report of a year.
 * @returns the `Cookie` header of the session and the report's address
 */
export async function signInAndShare(url) {
  const { ask, cookie } = await signIn(url);
  const report = await ask('/api/share', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A year', range: '1y', isIndexable: true }),
  });
  if (report.status !== 201)
    throw new Error(`No report could be shared: ${report.status} ${await report.text()}`);
  return { cookie, share: new URL(created.parse(await report.json()).url, url).href };
}
