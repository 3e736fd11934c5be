import pg from 'pg';
import { freePort } from '../launch/ports.mjs';
import { startWebServer } from '../launch/web-server.mjs';
import { SERVERS } from './states.mjs';

/**
 * A browser on a running demo: signs a listener in once, for every picture of theirs; asks the simulator and the database.
 */
export function openStudio({ browser, demo }) {
  const { url, spotifyUrl } = demo.story;
  const servers = new Map([[undefined, Promise.resolve(url)]]);
  const sessions = new Map();

  /** Resolves once that server answers; it is started at its first picture. */
  function urlOf(server) {
    if (!servers.has(server)) servers.set(server, startServer(demo, SERVERS[server]));
    return servers.get(server);
  }

  /** As one listener, or nobody; `options` as for a context of Playwright. */
  async function enter({ as, server, ...options }) {
    const context = await browser.newContext({
      baseURL: await urlOf(server),
      locale: 'en-GB',
      serviceWorkers: 'block',
      ...(as && { storageState: sessions.get(as) }),
      ...options,
    });
    // The network would never be idle, and new plays are no part of a picture. 204 ends it for good.
    await context.route('**/api/archive/events*', (route) => route.fulfill({ status: 204 }));
    return context;
  }

  async function signIn(as) {
    const context = await enter({});
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
    await page.getByRole('button', { name: as.name }).click();
    await page.waitForURL(/\/dashboard/);
    sessions.set(as, await context.storageState());
    await context.close();
  }

  /** Sends the simulator a command. */
  async function control(verb, body) {
    const answer = await fetch(`${spotifyUrl}/control/${verb}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The simulator refused ${verb}: ${await answer.text()}`);
  }

  async function query(sql) {
    const client = new pg.Client({ connectionString: demo.env.DATABASE_URL });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  return { url, enter, signIn, control, query };
}

async function startServer({ family, env }, difference) {
  const port = await freePort();
  const own = { PORT: String(port), NEXTAUTH_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'fatal' };
  await startWebServer(family, { port, env: { ...env, ...own, ...difference }, output: 'ignore' });
  return own.NEXTAUTH_URL;
}
