import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { IS_PACKAGED } from './program.mjs';
import { hashOf, inProject, say, secondsSince } from './project.mjs';
import { mustRun } from './run-command.mjs';

/** The complete server: https://nextjs.org/docs/app/api-reference/config/next-config-js/output */
export const STANDALONE = '.next/standalone';
const STAMP = inProject('.next/built-from');
const INPUTS = [
  'src',
  'public',
  'prisma/schema.prisma',
  'prisma/migrations',
  // Names the browsers that styles and scripts are made for.
  'package.json',
  'package-lock.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
];

/** Builds for production unless the build at hand was made from the same sources. */
export async function ensureBuild() {
  if (IS_PACKAGED) return;
  const inputs = `${process.versions.node} ${hashOf(INPUTS, (path) => path === 'src/generated')}`;
  const isThere = existsSync(inProject(STANDALONE, 'server.js')) && existsSync(STAMP);
  if (isThere && readFileSync(STAMP, 'utf8') === inputs) return;
  const start = performance.now();
  say('Building (next build) …');
  rmSync(inProject(STANDALONE), { recursive: true, force: true });
  await mustRun('next build', process.execPath, [inProject('node_modules/next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  completeStandalone();
  writeFileSync(STAMP, inputs);
  say(`Built in ${secondsSince(start)}.`);
}

/** Next leaves out what a CDN may serve, and puts in copies of .env, which the launcher reads from their own place. */
function completeStandalone() {
  const folder = inProject(STANDALONE);
  cpSync(inProject('.next/static'), `${folder}/.next/static`, { recursive: true });
  cpSync(inProject('public'), `${folder}/public`, { recursive: true });
  for (const name of readdirSync(folder)) if (name.startsWith('.env')) rmSync(`${folder}/${name}`);
}
