import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hashOf, inProject, say, secondsSince } from './project.mjs';
import { mustRun } from './run-command.mjs';

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
  const inputs = `${process.versions.node} ${hashOf(INPUTS, (path) => path === 'src/generated')}`;
  const isThere = existsSync(inProject('.next/BUILD_ID')) && existsSync(STAMP);
  if (isThere && readFileSync(STAMP, 'utf8') === inputs) return;
  const start = performance.now();
  say('Building (next build) …');
  await mustRun('next build', process.execPath, [inProject('node_modules/next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  writeFileSync(STAMP, inputs);
  say(`Built in ${secondsSince(start)}.`);
}
