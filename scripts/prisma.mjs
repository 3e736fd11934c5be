// Prisma's commands, offline: node scripts/prisma.mjs generate | validate | format | migrate … | db … | drift
//
// `drift` fails (exit code 2) if prisma/migrations does not lead to prisma/schema.prisma. Commands that need a database
// use DATABASE_URL of the environment, .env or .env.local, and no other. Databases to try things in live in memory.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readSettings } from './launch/own-settings.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const DRIFT = [
  'migrate',
  'diff',
  '--from-migrations',
  'prisma/migrations',
  '--to-schema',
  'prisma/schema.prisma',
];

const databases = [];

/** Starts or finds an embedded database and gives its URL. It ends with this process. */
async function database(...options) {
  const child = fork(path('./programs/database.ts'), ['serve', ...options], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [{}])]);
  if (!message.url) throw new Error(message.message ?? 'The embedded database did not start.');
  databases.push(child);
  return message.url;
}

async function environment(command, rest) {
  const withoutEngine = ['generate', 'validate', 'format', 'version'].includes(command);
  if (withoutEngine) {
    const DATABASE_URL = process.env.DATABASE_URL ?? 'postgresql://unused@127.0.0.1:1/unused';
    return { DATABASE_URL, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  }
  const url = command === 'drift' ? await database('--memory') : readSettings().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: set it to the database to run this on.');
  const needsShadow = command === 'drift' || (command === 'migrate' && ['dev', 'diff'].includes(rest[0]));
  return {
    DATABASE_URL: url,
    ...(needsShadow && { AUDIOSPECTIVE_SHADOW_URL: await database('--memory') }),
    PRISMA_SCHEMA_ENGINE_BINARY: path('./prisma-engine.mjs'),
  };
}

async function run([command, ...rest]) {
  const settings = await environment(command, rest);
  const words = command === 'drift' ? [...DRIFT, '--exit-code', ...rest] : [command, ...rest].filter(Boolean);
  const child = spawn(process.execPath, [prisma, ...words], {
    stdio: 'inherit',
    env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...settings },
  });
  const [code] = await once(child, 'exit');
  if (command === 'drift' && code === 2) {
    console.error('prisma/migrations does not lead to prisma/schema.prisma. Make the missing migration.');
  }
  for (const started of databases) {
    if (started.connected) started.send('stop');
    if (started.exitCode === null) await once(started, 'exit');
  }
  return code ?? 1;
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
