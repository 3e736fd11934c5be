import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const DATABASE_URL = 'postgresql://somebody:hush@db.example.org/archive';
const folder = mkdtempSync(join(tmpdir(), 'audiospective-vercel-'));
const done = join(folder, 'done');

/** Stands in for a program: notes its name and its database, and fails where it is told to. */
const notes = (name: string) => `
  import { appendFileSync } from 'node:fs';
  appendFileSync(${JSON.stringify(done)}, '${name} ' + (process.env.DATABASE_URL ?? '') + '\\n');
  process.exit(process.env.FAILING === '${name}' ? 1 : 0);
`;

beforeAll(() => {
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  const next = join(folder, 'node_modules/next/dist/bin');
  mkdirSync(next, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(next, 'next'), notes('build'));
  rmSync(join(folder, 'scripts/programs'), { recursive: true });
  mkdirSync(join(folder, 'scripts/programs'));
  writeFileSync(join(folder, 'scripts/programs/migrate.mjs'), notes('migrate'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function build(env: NodeJS.Dict<string>) {
  writeFileSync(done, '');
  const { buildCommand } = JSON.parse(readFileSync(join(ROOT, 'vercel.json'), 'utf8'));
  const { status } = spawnSync(process.execPath, [join(folder, buildCommand.replace(/^node /, ''))], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
  });
  return { code: status, done: readFileSync(done, 'utf8').trim().split('\n') };
}

describe('the build on Vercel', () => {
  it('migrates the database of a production deployment, once it is built', () => {
    expect(build({ VERCEL_ENV: 'production', DATABASE_URL })).toEqual({
      code: 0,
      done: [`build ${DATABASE_URL}`, `migrate ${DATABASE_URL}`],
    });
  });

  it.each(['preview', 'development', undefined])('migrates nothing for %s', (VERCEL_ENV) => {
    expect(build({ VERCEL_ENV, DATABASE_URL })).toEqual({ code: 0, done: [`build ${DATABASE_URL}`] });
  });

  it('fails, so that nothing new is served, without a database, and where build or migration fails', () => {
    expect(build({ VERCEL_ENV: 'production' })).toEqual({ code: 2, done: ['build'] });
    const failing = (FAILING: string) => build({ VERCEL_ENV: 'production', DATABASE_URL, FAILING });
    expect(failing('build')).toEqual({ code: 1, done: [`build ${DATABASE_URL}`] });
    expect(failing('migrate').code).toBe(1);
  });
});
