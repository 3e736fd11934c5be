import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test as base } from '@playwright/test';
import pg from 'pg';
import { z } from 'zod';

/** Ends with us, however we end. */
const WITH_US = "process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));";

/**
 * Runs a program of the launcher beside the tests, on a port of its own, and gives what it sends once it serves. Resolves with
 * that and the function that ends it.
 */
async function startBeside<T>(program: string, sent: z.ZodType<T>, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WITH_US + program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const [message] = await Promise.race([once(child, 'message'), endOf(child)]);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  return { ...sent.parse(message), stop };
}

const endOf = (child: ChildProcess): Promise<never> =>
  once(child, 'exit').then(([code]) => {
    throw new Error(`The server ended with exit code ${code} before it served.`);
  });

/** Starts the build as every other command does. */
const START = `
  import { createFamily } from './scripts/launch/family.mjs';
  import { freePort } from './scripts/launch/ports.mjs';
  import { startWebServer } from './scripts/launch/web-server.mjs';
  const port = await freePort();
  const url = 'http://127.0.0.1:' + port;
  const family = createFamily();
  family.endOnSignals('');
  await startWebServer(family, { port, env: { NEXTAUTH_URL: url }, output: 'ignore' });
  process.send({ url });`;

const WITHOUT_DATABASE = {
  NEXTAUTH_SECRET: 'a secret of thirty-two characters',
  TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere',
  SPOTIFY_CLIENT_ID: 'simulator-client',
  SPOTIFY_CLIENT_SECRET: 'simulator-secret',
};

/** The same build on a database that is not there. */
export const startBuild = (env: Record<string, string>) =>
  startBeside(START, z.object({ url: z.url() }), { ...WITHOUT_DATABASE, ...env });

const demo = z.object({ url: z.url(), spotifyUrl: z.url(), databaseUrl: z.string() });

interface OwnDemo extends z.output<typeof demo> {
  query: (sql: string) => Promise<void>;
}

const startDemo = (dataDir: string) => `
  import { startDemo } from './scripts/launch/demo/demo-server.mjs';
  import { freePort } from './scripts/launch/ports.mjs';
  const options = { scenarios: [], port: await freePort(), dataDir: '${dataDir}', fresh: true };
  const { story, env } = await startDemo(options);
  process.send({ url: story.url, spotifyUrl: story.spotifyUrl, databaseUrl: env.DATABASE_URL });`;

/** Tests on a demo of their own, for what would disturb all others: it stops every sync, or changes the database. */
export const test = base.extend<object, { ownDemo: OwnDemo }>({
  ownDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants one.
    async ({}, use, { parallelIndex }) => {
      const { stop, ...running } = await startBeside(startDemo(`.data/e2e-own-${parallelIndex}`), demo);
      await use({ ...running, query: (sql) => queryOnce(running.databaseUrl, sql) });
      await stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: ({ ownDemo }, use) => use(ownDemo.url),
});

async function queryOnce(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
