import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from '../scripts/launch/project.mjs';
import { mustRun } from '../scripts/launch/run-command.mjs';

const NEXT = inProject('node_modules/next/dist/bin/next');
const READY_MS = 60_000;
const ROUTE = `export const dynamic = 'force-dynamic';
export const GET = () => Response.json({ status: 'ok' });`;
const FILES = {
  'package.json': '{ "private": true }',
  // The root holds this folder and the project's packages, which a link brings in.
  'next.config.mjs': "export default { poweredByHeader: false, turbopack: { root: '/' } };",
  'app/layout.js': `export const metadata = { title: 'Empty', description: 'An empty page' };
export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
  'app/page.js': 'export default () => <main>Nothing</main>;',
  'app/per-request/page.js': `import { headers } from 'next/headers';
export default async () => { await headers(); return <main>Nothing</main>; }`,
  'proxy.js': `import { NextResponse } from 'next/server';
export function proxy(request) {
  const policy = "script-src 'nonce-" + crypto.randomUUID() + "' 'strict-dynamic'";
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}
export const config = { matcher: ['/per-request', '/proxied'] };`,
  'app/bare/route.js': ROUTE,
  'app/proxied/route.js': ROUTE,
};

/**
 * Builds an application of this Next that holds nothing but a static page, `/`, one that is rendered per request with a
 * nonce, `/per-request`, and a route, `/bare` (behind a proxy of a few lines: `/proxied`), and serves it: the floor that our
 * own pages and routes are measured against. Ends with the family.
 * @returns its address
 */
export async function startEmptyNextApp(family, port) {
  // Outside the project, because Next takes a proxy and a start hook from any folder above.
  const folder = mkdtempSync(join(tmpdir(), 'empty-next-app-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(inProject('node_modules'), join(folder, 'node_modules'));
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await mustRun('next build of the empty application', process.execPath, [NEXT, 'build'], {
    env,
    cwd: folder,
  });
  const args = ['start', '--port', String(port), '--hostname', '127.0.0.1'];
  family.start('empty application', 'node_modules/next/dist/bin/next', args, { env, cwd: folder });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswered(`${url}/bare`);
  return url;
}

async function untilAnswered(url) {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} did not answer within ${READY_MS / 1000} s.`);
}
