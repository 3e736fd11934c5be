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
  setInterval(() => {}, 1_000);
`;
const LAUNCHER = `
  import { createFamily } from './scripts/launch/family.mjs';
  import { keepDatabase } from './scripts/launch/keep-database.mjs';
  const family = createFamily();
  family.endOnSignals('Stopping');
  await keepDatabase(family, 'data', 'inherit');
`;
const ROOT = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'audiospective-keeper-'));

beforeAll(() => {
  cpSync(join(ROOT, 'scripts/launch'), join(folder, 'scripts/launch'), { recursive: true });
  mkdirSync(join(folder, 'programs'));
  writeFileSync(join(folder, 'programs/database.mjs'), DATABASE);
  writeFileSync(join(folder, 'launcher.mjs'), LAUNCHER);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('a database that ended on a full disk serves again once there is room', async () => {
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
  const withinAMinute = { timeout: 60_000 };
  await expect.poll(served, withinAMinute).toHaveLength(1);
  writeFileSync(join(folder, 'full'), '');
  process.kill(served()[0] ?? Number.NaN, 'SIGKILL');
  await expect
    .poll(() => output, withinAMinute)
    .toContain('The embedded database could not start: the disk is full. Trying again in 2 s.');
  rmSync(join(folder, 'full'));
  await expect.poll(served, withinAMinute).toHaveLength(2);
});
