import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';

// The launcher of the product over a database in small, which cannot start while there is a file that fills the disk.
const DATABASE = `
  import { existsSync } from 'node:fs';
  const isFull = existsSync('full');
  process.send(
    isFull ? { type: 'failed', message: 'the disk is full.' } : { type: 'ready', url: 'postgresql://here' },
    () => isFull && process.exit(1),
  );
  if (!isFull) console.log('serves ' + process.pid);
  process.on('message', (message) => message === 'ping' && process.send('ping'));
  setInterval(() => {}, 1_000);
`;
const LAUNCHER = `
  import { createFamily } from './scripts/launch/family.mjs';
  import { keepDatabase } from './scripts/launch/keep-database.mjs';
  const family = createFamily();
  family.endOnSignals('Stopping');
  await keepDatabase(family, 'data', 'inherit', 200);
`;
const ROOT = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'audiospective-keeper-'));

beforeAll(() => {
  cpSync(join(ROOT, 'scripts/launch'), join(folder, 'scripts/launch'), { recursive: true });
  mkdirSync(join(folder, 'scripts/programs'));
  writeFileSync(join(folder, 'scripts/programs/database.mjs'), DATABASE);
  writeFileSync(join(folder, 'launcher.mjs'), LAUNCHER);
});
afterAll(() => rmSync(folder, { recursive: true }));

const WITHIN_A_MINUTE = { timeout: 60_000 };

/** Starts the launcher; resolves once its database serves. */
async function start() {
  const launcher = spawn(process.execPath, [join(folder, 'launcher.mjs')], { cwd: folder, stdio: 'pipe' });
  onTestFinished(async () => {
    launcher.kill('SIGTERM');
    if (launcher.exitCode === null) await once(launcher, 'exit');
  });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text;
    });
  }
  const served = () => [...output.matchAll(/serves (\d+)/g)].map(([, pid]) => Number(pid));
  await expect.poll(served, WITHIN_A_MINUTE).toHaveLength(1);
  return { output: () => output, served, first: served()[0] ?? Number.NaN };
}

it('a database that ended on a full disk serves again once there is room', async () => {
  const { output, served, first } = await start();
  writeFileSync(join(folder, 'full'), '');
  process.kill(first, 'SIGKILL');
  await expect
    .poll(output, WITHIN_A_MINUTE)
    .toContain('The embedded database could not start: the disk is full. Trying again in 2 s.');
  rmSync(join(folder, 'full'));
  await expect.poll(served, WITHIN_A_MINUTE).toHaveLength(2);
});

it('a database that hangs is replaced, with a line in the log', async () => {
  const { output, served, first } = await start();
  process.kill(first, 'SIGSTOP');
  await expect.poll(served, WITHIN_A_MINUTE).toHaveLength(2);
  expect(output()).toContain('"msg":"The database has not answered for 4 s. Starting it again."}');
  expect(() => process.kill(first, 0)).toThrow('ESRCH');
});
