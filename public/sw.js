/**
 * Keeps what can be read without a connection: a page that says so, and the last dashboard that was opened, with the scripts
 * and styles of both and the covers of the dashboard. These are private: they go when a sign-in ends, changes or is not there.
 */
const OFFLINE = 'offline';
const LAST = 'last-dashboard';
const OFFLINE_PAGE = '/offline';
const DASHBOARD = '/dashboard';
/** A dashboard shows about fifty, of some 30 kB each. */
const MOST_COVERS = 60;
/** When a page was kept, ms UTC. */
const KEPT_AT = 'x-kept-at';
/** A dashboard that was kept this many milliseconds ago is not asked for again. */
const FRESH = 300_000;

self.addEventListener('install', (event) => event.waitUntil(keepOfflinePage()));
// No page is loaded again: what it shows stays right, and its next request comes through here.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', answer);
self.addEventListener('message', (event) => {
  if (event.data === 'dashboard-shown') event.waitUntil(keepShownDashboard());
});

async function keepOfflinePage() {
  const response = await fetch(OFFLINE_PAGE);
  if (!response.ok) throw new Error(`The offline page answered ${response.status}.`);
  await keepPage(await caches.open(OFFLINE), OFFLINE_PAGE, response);
  await self.skipWaiting();
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) {
    if (request.destination === 'image') event.respondWith(kept(request));
    return;
  }
  if (changesSignIn(request, url)) event.waitUntil(forgetDashboard());
  else if (request.mode === 'navigate') event.respondWith(navigate(event, url));
  else if (url.pathname.startsWith('/_next/static/')) event.respondWith(kept(request));
}

const kept = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

/** Signing in or out, also as somebody else; disconnecting, deleting the account, and ending sessions. */
function changesSignIn({ method }, { pathname }) {
  if (pathname.startsWith('/api/auth/callback')) return true;
  return method !== 'GET' && /^\/api\/(auth|user\/(delete|disconnect|sessions))(\/|$)/.test(pathname);
}

async function navigate(event, url) {
  // Before the request: a dashboard that was under way while somebody signed out is not kept.
  const before = forgotten;
  try {
    // Not by navigation preload: a callback that is left to the browser would be asked for twice, and its code is good once.
    const response = await fetch(event.request);
    event.waitUntil(learnFrom(url, response.clone(), before));
    return response;
  } catch {
    return withoutConnection(url);
  }
}

/** Whoever is led away from the dashboard, or sees the page for guests, is not signed in. */
async function learnFrom({ pathname, search }, response, before) {
  const isGuest = pathname === DASHBOARD ? response.type === 'opaqueredirect' : pathname === '/';
  if (isGuest) return forgetDashboard();
  if (pathname !== DASHBOARD || search !== '' || !response.ok) return;
  await keepPage(await caches.open(LAST), DASHBOARD, response);
  if (before !== forgotten) await forgetDashboard();
}

/** For a dashboard that is shown without being loaded: by client navigation, or before there was a service worker. */
async function keepShownDashboard() {
  const known = await caches.match(DASHBOARD);
  if (known && Date.now() - Number(known.headers.get(KEPT_AT)) < FRESH) return;
  const before = forgotten;
  const response = await fetch(DASHBOARD, { redirect: 'manual', headers: { accept: 'text/html' } });
  await learnFrom({ pathname: DASHBOARD, search: '' }, response, before);
}

let forgotten = 0;

function forgetDashboard() {
  forgotten += 1;
  return caches.delete(LAST);
}

async function withoutConnection({ pathname, search }) {
  const dashboard = pathname === DASHBOARD && search === '' ? await caches.match(DASHBOARD) : undefined;
  const page = dashboard ?? (await caches.match(OFFLINE_PAGE));
  if (!page) return Response.error();
  // The dashboard says when it was made, once it is told that it is old; both load again when there is a connection.
  const text = (await page.text()).replace('<html ', '<html data-offline="" ');
  return new Response(text, { headers: page.headers });
}

/** A page, its covers, and all that it names of the build; what an earlier one needed goes. */
async function keepPage(cache, path, response) {
  const text = await response.text();
  const parts = new Set(
    [...text.matchAll(/(?:\/_next\/)?(static\/[\w./~-]+\.(?:js|css|woff2))/g)].map(
      ([, part]) => new URL(`/_next/${part}`, self.location.origin).href,
    ),
  );
  const covers = coversIn(text);
  // What cannot be had now would be missing offline only. Covers without cookies, and readable: others count for megabytes each.
  await Promise.allSettled(
    [...parts, ...covers].map(async (url) => {
      if (await cache.match(url)) return;
      await cache.add(new Request(url, covers.has(url) ? { mode: 'cors', credentials: 'omit' } : {}));
    }),
  );
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  headers.set(KEPT_AT, String(Date.now()));
  await cache.put(path, new Response(text, { headers }));
  const page = new URL(path, self.location.origin).href;
  for (const { url } of await cache.keys())
    if (url !== page && !parts.has(url) && !covers.has(url)) await cache.delete(url);
}

/** The addresses of the covers that a page shows. */
function coversIn(text) {
  const tags = [...text.matchAll(/<img [^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(' data-letter='));
  const addresses = tags.flatMap((tag) => / src="(https?:[^"]+)"/.exec(tag)?.[1] ?? []);
  return new Set(
    [...new Set(addresses)].slice(0, MOST_COVERS).map((url) => new URL(url.replaceAll('&amp;', '&')).href),
  );
}
