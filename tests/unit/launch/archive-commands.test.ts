import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPTS = resolve(import.meta.dirname, '../../../scripts');
const folder = mkdtempSync(join(tmpdir(), 'audiospective-no-archive-'));
const data = join(folder, 'misspelt');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command as a shell would, on a data folder that is not there. */
const run = (script: string, ...args: string[]) => runOn(data, script, ...args);

function runOn(folder: string, script: string, ...args: string[]) {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production' as const,
    DATABASE_URL: '',
    DATA_DIR: folder,
    SPOTIFY_CLIENT_ID: 'client',
    SPOTIFY_CLIENT_SECRET: 'secret',
    SPOTIFY_ACCOUNTS_URL: 'http://127.0.0.1:1',
  };
  const command = [join(SCRIPTS, script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { code: status, output: stdout + stderr };
}

describe('a command for an archive that is there', () => {
  const commands: Array<[string, ...string[]]> = [
    ['database.mjs', 'backup'],
    ['verify-archive.mjs'],
    ['admin.mjs', 'listeners'],
  ];

  it.each(commands)('makes no empty one where there is none: %s', (script, ...args) => {
    const { code, output } = run(script, ...args);
    expect([code, output.trim()]).toEqual([
      1,
      `There is no archive in ${data}/database: npm start makes it. DATA_DIR names another folder, DATABASE_URL a PostgreSQL server.`,
    ]);
    expect(existsSync(data)).toBe(false);
  });

  it('nor does the doctor, who examines the rest all the same', () => {
    const { code, output } = run('doctor.mjs');
    expect(code).toBe(1);
    expect(output).toContain(`warning  database         There is no archive in ${data}/database yet.`);
    expect(output).toMatch(/PROBLEM {2}Spotify +Spotify cannot be reached: /);
    expect(existsSync(join(data, 'database'))).toBe(false);
  });

  it.each([
    ['migrate.mjs', '--embeded'],
    ['verify-archive.mjs', '--folder'],
    ['doctor.mjs', 'database'],
    ['start.mjs', '--porrt'],
  ])('does nothing when it is told more than it knows: %s', (script, ...args) => {
    const { code, output } = run(script, ...args);
    expect(code).toBe(1);
    expect(output).toMatch(/^(Unknown option|Unexpected argument) '[a-z-]+'[^\n]*\n\nnpm (run )?[a-z-]+/);
    expect(output).not.toContain('    at ');
  });
});

describe('a data folder that nobody can make', () => {
  it('is a problem that the doctor names, with what to do', () => {
    const { code, output } = runOn('/proc/x', 'doctor.mjs');
    expect(code).toBe(1);
    expect(output).toMatch(/PROBLEM +database +The data folder cannot be used: \w+: .*, mkdir '\/proc\/x'/);
    expect(output).toContain('PROBLEM  disk      The data folder (/proc/x) cannot be written: ');
  });

  it('ends a restore', () => {
    const { code, output } = runOn('/proc/x', 'database.mjs', 'restore', 'file');
    expect([code, output.trim()]).toEqual([1, expect.stringMatching(/^\w+: .*, mkdir '\/proc\/x'$/)]);
  });
});
