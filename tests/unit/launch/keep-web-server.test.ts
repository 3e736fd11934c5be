import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest';
import { findFreePort } from '../../support/servers/redis-server';

// The launcher of the product over a web server in small, which answers with its process id once the launcher knows that
// it answers: a server that hangs while it starts is given a minute.
const SERVER = `
  let isKnown = false;
  require('node:http')
    .createServer(({ url }, answer) => {
      isKnown ||= url === '/api/health/live';
      answer.end(isKnown ? String(process.pid) : '');
    })
    .listen(process.env.PORT, process.env.HOSTNAME);
`;
const LAUNCHER = `
  import { createFamily } from './scripts/launch/family.mjs';
  import { keepWebServer } from './scripts/launch/keep-web-server.mjs';
  const family = createFamily();
  family.endOnSignals('Stopping');
  await keepWebServer(family, { port: Number(process.env.PORT), env: {} }, 500);
  process.stdout.write('ready');
`;
const ROOT = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'audiospective-keeper-'));
/** Guards against hanging only. */
const WITHIN_A_MINUTE = { timeout: 60_000 };

beforeAll(() => {
  cpSync(join(ROOT, 'scripts/launch'), join(folder, 'scripts/launch'), { recursive: true });
  writeFileSync(join(folder, 'server.js'), SERVER);
  writeFileSync(join(folder, 'launcher.mjs'), LAUNCHER);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Served {
  launcher: ChildProcess;
  pid: number;
  /** The process id of a web server that is another than this. */
  next(before: number): Promise<number>;
}

/** The tests run beside each other: each has a launcher and a port of its own. */
async function start({ expect, onTestFinished }: TestContext): Promise<Served> {
  const port = await findFreePort();
  const launcher = spawn(process.execPath, [join(folder, 'launcher.mjs')], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    if (launcher.exitCode !== null || launcher.signalCode !== null) return;
    launcher.kill('SIGTERM');
    await once(launcher, 'exit');
  });
  if (launcher.stdout) await once(launcher.stdout, 'data');
  const next = async (before: number) => {
    let pid = 0;
    // A busy machine may not answer in time, and a signal to process 0 would stop the tests themselves.
    const isAnother = async () => {
      pid = Number(await answerAt(port));
      return pid > 0 && pid !== before;
    };
    await expect.poll(isAnother, WITHIN_A_MINUTE).toBe(true);
    return pid;
  };
  return { launcher, pid: await next(0), next };
}

/** What the web server answers; null when it does not within a second. */
async function answerAt(port: number): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) });
    return await response.text();
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.concurrent('a web server under its launcher', () => {
  it.for(['SIGSTOP', 'SIGKILL'] as const)(
    'is replaced after %s, as often as it happens',
    async (signal, context) => {
      const { next, ...first } = await start(context);
      let { pid } = first;
      for (let times = 0; times < 2; times++) {
        const before = pid;
        process.kill(before, signal);
        pid = await next(before);
        context.expect(isRunning(before)).toBe(false);
      }
    },
  );

  it('that hangs does not outlive a launcher that is killed', async (context) => {
    const { launcher, pid } = await start(context);
    process.kill(pid, 'SIGSTOP');
    launcher.kill('SIGKILL');
    await context.expect.poll(() => isRunning(pid), WITHIN_A_MINUTE).toBe(false);
  });

  it('ends with a launcher that is asked to', async (context) => {
    const { expect } = context;
    const { launcher, pid } = await start(context);
    launcher.kill('SIGTERM');
    expect(await once(launcher, 'exit')).toEqual([0, null]);
    expect(isRunning(pid)).toBe(false);
  });
});
