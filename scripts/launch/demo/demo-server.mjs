import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuild } from '../build.mjs';
import { startOwnDatabase } from '../embedded-database.mjs';
import { createFamily } from '../family.mjs';
import { freePort } from '../ports.mjs';
import {
  inProject,
  LaunchError,
  ROOT,
  say,
  secondsSince,
  seededLabel,
  showProgress,
  TYPESCRIPT,
} from '../project.mjs';
import { mustRun, runCommand } from '../run-command.mjs';
import { keepSecrets } from '../secrets.mjs';
import { startWebServer } from '../web-server.mjs';
import { SCENARIOS } from './demo-options.mjs';
import { openStory, requireDemoFolder } from './demo-story.mjs';

/**
 * Starts database, simulator and production server and fills in the years of the chosen listeners; building and seeding
 * run side by side. Resolves once the product answers, with what it was started with. Everything lies in `dataDir`.
 */
export async function startDemo({ scenarios, port, dataDir, fresh }) {
  const folder = resolve(ROOT, dataDir);
  requireDemoFolder(folder);
  if (fresh) await emptyFolder(folder);
  const family = createFamily();
  family.endOnSignals('\nStopping the demo …');
  try {
    const built = ensureBuild();
    built.catch(() => {});
    const database = await startOwnDatabase(
      family,
      join(folder, 'database'),
      'give the demo another: --data DIR',
    );
    const { story, save, stayAlive } = openStory(folder);
    // From here on the folder is a demo's.
    save();
    const spotifyBefore = story.spotifyUrl;
    story.spotifyUrl = await startSimulator(family, story, port);
    story.url = `http://127.0.0.1:${port}`;
    const secrets = keepSecrets(join(folder, 'secrets.env'));
    await seed(database.url, { story, save }, scenarios);
    await resume(database.url, { story, save }, spotifyBefore, secrets);
    await built;
    const env = demoEnvironment({ story, port, databaseUrl: database.url, secrets });
    const server = await startProduct(family, { port, env, log: join(folder, 'server.log') });
    stayAlive();
    return { family, story, server, env };
  } catch (error) {
    if (family.isEnding()) await new Promise(() => {});
    console.error(error instanceof LaunchError ? error.message : error);
    await family.end(1);
  }
}

async function emptyFolder(folder) {
  if (!folder.startsWith(inProject('.data/'))) {
    throw new LaunchError('--fresh empties folders inside .data/ only.');
  }
  const database = join(folder, 'database');
  const args = [...TYPESCRIPT, 'scripts/programs/database.ts', 'url', '--data', database];
  const running = existsSync(database) && (await runCommand(process.execPath, args)).code === 0;
  if (running) throw new LaunchError(`A demo is running on ${folder}. Stop it first.`);
  rmSync(folder, { recursive: true, force: true });
}

/** Resolves with the simulator's address once it listens. */
async function startSimulator(family, story, productPort) {
  const before = story.spotifyUrl ? Number(new URL(story.spotifyUrl).port) : undefined;
  const port = await freePort(before, productPort + 1, productPort + 2);
  const since = new Date(story.liveSince).toISOString();
  const { child, exited } = family.start(
    'Spotify simulator',
    'simulator/main.ts',
    ['--port', String(port), '--pace', 'live', '--live-since', since],
    { execArgv: TYPESCRIPT, output: 'pipe' },
  );
  child.stderr.pipe(process.stderr);
  await Promise.race([
    new Promise((listening) => child.stdout.once('data', listening)),
    exited.then(() => Promise.reject(new LaunchError('The Spotify simulator could not start.'))),
  ]);
  child.stdout.resume();
  return `http://127.0.0.1:${port}`;
}

/** Migrates the schema, and seeds every chosen life, and those of earlier runs, up to the start of the live pace. */
async function seed(databaseUrl, { story, save }, scenarios) {
  const run = runnerOn(databaseUrl);
  await run('Bringing the database up to date', ['scripts/programs/migrate.ts']).catch((error) => {
    throw new LaunchError(`${error.message}\nTo start over instead: npm run demo -- --fresh`);
  });
  const due = [...new Set([...scenarios, ...Object.keys(story.seededUntil)])];
  for (const scenario of due.filter((name) => story.seededUntil[name] !== story.liveSince)) {
    const start = performance.now();
    const since = story.seededUntil[scenario];
    const until = new Date(story.liveSince).toISOString();
    const args = ['prisma/seed.ts', '--scenario', scenario, '--until', until, '--spotify', story.spotifyUrl];
    if (since !== undefined) args.push('--since', new Date(since).toISOString());
    const { name } = SCENARIOS[scenario];
    say(`Seeding the years of ${name} …`);
    const onMessage = ({ written, of }) => showProgress(`${name}: ${seededLabel(written, of)}`);
    const said = await run('Seeding the simulated years', args, onMessage);
    story.seededUntil[scenario] = story.liveSince;
    save();
    say(`Seeded ${said.trim()} in ${secondsSince(start)}.`);
  }
}

/** Renews what ended with the simulator of an earlier run: the tokens that it issued, and its address. */
async function resume(databaseUrl, { story, save }, spotifyBefore, secrets) {
  if (spotifyBefore !== undefined) {
    const args = [
      'prisma/seed.ts',
      'resume',
      '--spotify-before',
      spotifyBefore,
      '--spotify',
      story.spotifyUrl,
    ];
    await runnerOn(databaseUrl, secrets)('Taking up the earlier demo', args);
  }
  save();
}

const runnerOn = (databaseUrl, env) => (what, args, onMessage) =>
  mustRun(what, process.execPath, [...TYPESCRIPT, ...args], {
    env: { ...env, DATABASE_URL: databaseUrl },
    onMessage,
  });

function demoEnvironment({ story, port, databaseUrl, secrets }) {
  return {
    ...secrets,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: story.url,
    PORT: String(port),
    SPOTIFY_CLIENT_ID: 'simulator-client',
    SPOTIFY_CLIENT_SECRET: 'simulator-secret',
    SPOTIFY_ACCOUNTS_URL: story.spotifyUrl,
    SPOTIFY_API_URL: story.spotifyUrl,
    SPOTIFY_IMAGE_URL: story.spotifyUrl,
    ARCHIVE_EVERY_MINUTES: '1',
    DEMO: 'true',
    LOG_LEVEL: 'info',
    // The demo's artists are invented: nobody outside is asked about them.
    MUSICBRAINZ: 'off',
    ...unset('UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN', 'SENTRY_DSN'),
    ...unset('VERCEL', 'QSTASH_DEV'),
    ...unset('QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'),
  };
}

/** Blank counts as not set, and hides a value of the shell or of `.env` from the demo. */
const unset = (...names) => Object.fromEntries(names.map((name) => [name, '']));

async function startProduct(family, { port, env, log }) {
  const descriptor = openSync(log, 'w', 0o600);
  const tellWhy = () => console.error(readFileSync(log, 'utf8').split('\n').slice(-30).join('\n'));
  const server = await startWebServer(family, { port, env, output: descriptor, onUnexpectedEnd: tellWhy });
  closeSync(descriptor);
  return server;
}
