import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { scriptFontFiles } from '@/lib/share/script-fonts';
import { signIn } from '../../bench/demo-listener.mjs';
import { type RunningSimulator, startSimulator } from '../../simulator/server';
import { findFreePort } from '../support/servers/redis-server';

// What `npm run package` made, in a folder that its user cannot write, as an image or a systemd unit has it.
const PACKAGE = resolve(import.meta.dirname, '../../.next/standalone');
const NOBODY = 65_534;
/** Titles of the same length, which look alike where a font is missing. */
const ALIKE = [
  ['椎名林檎', '東京事変'],
  ['فيروز', 'نيروز'],
  ['아이유', '방탄유'],
  ['Φως', 'Φας'],
] as const;
const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'audiospective-package-'));
const app = join(folder, 'app');
const data = join(folder, 'data');
const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
let server: ChildProcess;
let url: string;
let env: NodeJS.ProcessEnv;
let collector: Server;
let spotify: RunningSimulator;
let spans = '';

beforeAll(async () => {
  cpSync(PACKAGE, app, { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  execFileSync('chmod', ['-R', 'a+rX,a-w', app]);
  execFileSync('chmod', ['a+rx', folder]);
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  spotify = await startSimulator({ port: 0, seed: 1 });
  env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: String(port),
    DATA_DIR: data,
    OTEL_EXPORTER_OTLP_ENDPOINT: await startCollector(),
    SPOTIFY_CLIENT_ID: 'simulator-client',
    SPOTIFY_CLIENT_SECRET: 'simulator-secret',
    SPOTIFY_ACCOUNTS_URL: spotify.url,
    SPOTIFY_API_URL: spotify.url,
    SPOTIFY_IMAGE_URL: spotify.url,
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

afterAll(async () => {
  if (server?.exitCode === null) server.kill('SIGKILL');
  collector?.close();
  await spotify?.close();
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

/** Ends as the command does; Spotify's stand-in, in this process, answers meanwhile. */
function run(...command: string[]): Promise<{ code: number; output: string }> {
  const args = ['scripts/command.mjs', ...command];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: app, env, ...who }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

describe('the packaged server, on a read-only folder, as a user who owns its data alone', () => {
  it('is ready, with its embedded database migrated', async () => {
    const response = await fetch(`${url}/api/health/ready`);
    expect(await response.json()).toMatchObject({
      checks: { database: { status: 'ok' }, migrations: { status: 'ok' } },
    });
    expect(response.status).toBe(200);
    expect((await run('healthy')).code).toBe(0);
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

  it('backs up and verifies its archive beside the running server', async () => {
    expect(await run('backup')).toMatchObject({
      code: 0,
      output: expect.stringContaining('backup written: '),
    });
    expect(readdirSync(join(data, 'database/backups'))).toHaveLength(1);
    expect(await run('verify-archive')).toMatchObject({ code: 0 });
  });

  it('examines itself, and finds no problem', async () => {
    const { code, output } = await run('doctor');
    expect(output).toMatch(/ok +database +The embedded database answers/);
    expect(output).toMatch(/ok +schedule +The queue has the schedule/);
    expect(output).toMatch(/ok +Spotify +Spotify accepts/);
    expect(output).not.toContain('PROBLEM');
    expect(code).toBe(0);
  });

  it('does for the operator what it is asked to', async () => {
    expect(await run('admin', 'listeners')).toMatchObject({ code: 0 });
    expect(await run('admin', 'dance')).toMatchObject({
      code: 1,
      output: expect.stringContaining('dead-letters'),
    });
  });

  it('has every font of pictures, and the licence of each', async () => {
    const files = (await scriptFontFiles()).map(({ path }) => relative(process.cwd(), path));
    expect(files.length).toBeGreaterThan(300);
    const licences = [...new Set(files.map((file) => join(file, '../../LICENSE')))];
    expect([...files, ...licences].filter((file) => !existsSync(join(app, file)))).toEqual([]);
  });

  it('draws titles of many scripts into the picture of a report', async () => {
    const { ask } = await signIn(url);
    const plays = async () => (await ask('/api/stats')).text();
    await expect.poll(plays, { timeout: 60_000, interval: 500 }).toMatch(/"totalPlays":[1-9]/);
    const headers = { 'content-type': 'application/json' };
    const pictureOf = async (title: string) => {
      const body = JSON.stringify({ title, range: 'all' });
      const shared = await ask('/api/share', { method: 'POST', headers, body });
      expect(shared.status).toBe(201);
      const { shareId } = z.object({ shareId: z.string() }).parse(await shared.json());
      const picture = await fetch(`${url}/share/${shareId}/image.png`);
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
      return Buffer.from(await picture.arrayBuffer());
    };
    for (const [one, other] of ALIKE) {
      expect((await pictureOf(one)).equals(await pictureOf(other)), one).toBe(false);
    }
  });

  it('has no command that is not there, and no file of settings from the machine that built it', async () => {
    expect(await run('dance')).toMatchObject({
      code: 2,
      output: expect.stringContaining('The commands: start, '),
    });
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
    expect((await run('healthy')).code).toBe(1);
  });

  it('puts a backup in the place of the archive', async () => {
    const backups = join(data, 'database/backups');
    const [backup = ''] = readdirSync(backups);
    expect(await run('restore', join(backups, backup))).toMatchObject({
      code: 0,
      output: expect.stringContaining('the database from before is in'),
    });
    expect(await run('verify-archive')).toMatchObject({ code: 0 });
  });

  it('migrates no database that nobody named', async () => {
    expect(await run('migrate')).toMatchObject({
      code: 2,
      output: expect.stringContaining('DATABASE_URL is not set'),
    });
  });
});
