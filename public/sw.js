/**
 * Keeps what can be read without a connection: a page that says so, and the last dashboard that was opened, with the scripts
 * and styles of both. The dashboard is private: it goes when a sign-in ends, changes or is not there.
 */
const OFFLINE = 'offline';
const LAST = 'last-dashboard';
const OFFLINE_PAGE = '/offline';
const DASHBOARD = '/dashboard';

self.addEventListener('install', (event) => event.waitUntil(keepOfflinePage()));
// No page is loaded again: what it shows stays right, and its next request comes through here.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', answer);

async function keepOfflinePage() {
  const response = await fetch(OFFLINE_PAGE);
  if (!response.ok) throw new Error(`The offline page answered ${response.status}.`);
  await keepPage(await caches.open(OFFLINE), OFFLINE_PAGE, response);
  await self.skipWaiting();
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (changesSignIn(request, url)) event.waitUntil(forgetDashboard());
  else if (request.mode === 'navigate') event.respondWith(navigate(event, url));
  else if (url.pathname.startsWith('/_next/static/'))
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
}

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

let forgotten = 0;

function forgetDashboard() {
  forgotten += 1;
  return caches.delete(LAST);
}

async function withoutConnection({ pathname, search }) {
  const kept = pathname === DASHBOARD && search === '' ? await caches.match(DASHBOARD) : undefined;
  if (!kept) return (await caches.match(OFFLINE_PAGE)) ?? Response.error();
  // The page itself says when it was made, once it is told that it is old.
  const text = (await kept.text()).replace('<html ', '<html data-offline="" ');
  return new Response(text, { headers: kept.headers });
}

/** A page and all that it names of the build; what an earlier one needed goes. */
async function keepPage(cache, path, response) {
  const text = await response.text();
  const parts = new Set(
    [...text.matchAll(/(?:\/_next\/)?(static\/[\w./~-]+\.(?:js|css|woff2))/g)].map(
      ([, part]) => `/_next/${part}`,
    ),
  );
  // What cannot be had now would be missing offline only.
  await Promise.allSettled([...parts].map(async (part) => (await cache.match(part)) ?? cache.add(part)));
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  await cache.put(path, new Response(text, { headers }));
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== path && !parts.has(pathname)) await cache.delete(url);
  }
}
