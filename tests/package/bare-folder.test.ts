import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../support/servers/redis-server';

// What `npm run package` made, in a folder that its user cannot write, as an image or a systemd unit has it.
const PACKAGE = resolve(import.meta.dirname, '../../.next/standalone');
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'audiospective-package-'));
const app = join(folder, 'app');
const data = join(folder, 'data');
const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
let server: ChildProcess;
let url: string;
let env: NodeJS.ProcessEnv;
let collector: Server;
let spans = '';

beforeAll(async () => {
  cpSync(PACKAGE, app, { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  execFileSync('chmod', ['-R', 'a+rX,a-w', app]);
  execFileSync('chmod', ['a+rx', folder]);
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: String(port),
    DATA_DIR: data,
    OTEL_EXPORTER_OTLP_ENDPOINT: await startCollector(),
    SPOTIFY_CLIENT_ID: 'client',
    SPOTIFY_CLIENT_SECRET: 'secret',
  };
  server = spawn(process.execPath, ['scripts/command.mjs'], { cwd: app, env, stdio: 'pipe', ...who });
  let output = '';
  const ready = new Promise<void>((done, fail) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        if (output.includes('Audiospective is ready at')) done();
      });
    }
    server.once('exit', () => fail(new Error(`The server ended:\n${output}`)));
  });
  await ready;
});

afterAll(() => {
  if (server?.exitCode === null) server.kill('SIGKILL');
  collector?.close();
  execFileSync('chmod', ['-R', 'u+w', app]);
  rmSync(folder, { recursive: true });
});

/** Takes OTLP over HTTP, as JSON. */
async function startCollector(): Promise<string> {
  collector = createServer(async (request, response) => {
    for await (const piece of request) spans += piece;
    response.end('{}');
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => collector.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${port}`;
}

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/command.mjs', command, ...args], {
    cwd: app,
    env,
    encoding: 'utf8',
    ...who,
  });
  return { code: status, output: stdout + stderr };
}

describe('the packaged server, on a read-only folder, as a user who owns its data alone', () => {
  it('is ready, with its embedded database migrated', async () => {
    const response = await fetch(`${url}/api/health/ready`);
    expect(await response.json()).toMatchObject({
      checks: { database: { status: 'ok' }, migrations: { status: 'ok' } },
    });
    expect(response.status).toBe(200);
    expect(run('healthy').code).toBe(0);
  });

  it('serves pages with their styles, scripts and fonts', async () => {
    const page = await (await fetch(url)).text();
    const files = [...page.matchAll(/(?:href|src)="(\/_next\/static\/[^"]+)"/g)].map(([, path]) => path);
    expect(files.some((path) => path?.includes('.css'))).toBe(true);
    expect(files.some((path) => path?.includes('.js'))).toBe(true);
    for (const path of files) expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200]);
  });

  it('keeps an idle connection longer than a reverse proxy does', async () => {
    const { headers } = await fetch(`${url}/api/health/live`, { headers: { connection: 'keep-alive' } });
    expect(headers.get('keep-alive')).toBe('timeout=130');
  });

  it('backs up and verifies its archive beside the running server', () => {
    expect(run('backup')).toMatchObject({ code: 0, output: expect.stringContaining('backup written: ') });
    expect(readdirSync(join(data, 'database/backups'))).toHaveLength(1);
    expect(run('verify-archive')).toMatchObject({ code: 0 });
  });

  it('examines itself, and finds only that Spotify does not know its made-up keys', () => {
    const { code, output } = run('doctor');
    expect(output).toMatch(/ok +database +The embedded database answers/);
    expect(output).toMatch(/ok +schedule +The queue has the schedule/);
    expect(output).toMatch(/PROBLEM +Spotify/);
    expect(output.match(/PROBLEM/g)).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('has no command that is not there, and no file of settings from the machine that built it', () => {
    expect(run('dance')).toMatchObject({ code: 2, output: expect.stringContaining('The commands: start, ') });
    expect(readdirSync(app).filter((name) => name.startsWith('.env'))).toEqual([]);
    expect(existsSync(join(data, 'secrets.env'))).toBe(true);
  });

  it('sends the spans of its requests to the collector, without their queries', async () => {
    await fetch(`${url}/api/health/live?secret=canary`, { headers: { 'x-request-id': 'traced-request' } });
    await vi.waitFor(() => expect(spans).toContain('traced-request'), { timeout: 20_000 });
    expect(spans).toMatch(/"key":"next\.route","value":\{"stringValue":"\/api\/health\/live/);
    expect(spans).not.toContain('canary');
  });

  it('stops in good order when it is asked to', async () => {
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(run('healthy').code).toBe(1);
  });

  it('puts a backup in the place of the archive', () => {
    const backups = join(data, 'database/backups');
    const [backup = ''] = readdirSync(backups);
    expect(run('restore', join(backups, backup))).toMatchObject({
      code: 0,
      output: expect.stringContaining('the database from before is in'),
    });
    expect(run('verify-archive')).toMatchObject({ code: 0 });
  });

  it('migrates no database that nobody named', () => {
    expect(run('migrate')).toMatchObject({
      code: 2,
      output: expect.stringContaining('DATABASE_URL is not set'),
    });
  });
});
