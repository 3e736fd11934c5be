import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { z } from 'zod';

const USAGE = `Compares the public page of a shared report with a static file that the same process serves, in requests a second.

--seconds  how long each is asked; default 5
--rounds   how often; the median counts; default 3
--port     where the demo serves meanwhile; default 3240
--url      a running demo instead of one of our own, e.g. http://127.0.0.1:3000`;

const READY_MS = 600_000;
const CONNECTIONS = 20;
const DATA = '.data/bench-share';

const number = (fallback: string) => z.string().regex(/^\d+$/).default(fallback).transform(Number);
const argumentsSchema = z.object({
  seconds: number('5'),
  rounds: number('3'),
  port: number('3240'),
  url: z.url().optional(),
});

interface Asked {
  name: string;
  url: string;
  headers: Record<string, string>;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { seconds: text, rounds: text, port: text, url: text };
  const given = argumentsSchema.safeParse(parseArgs({ options }).values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${USAGE}`);
  const { port, url = `http://127.0.0.1:${port}` } = given.data;
  const demo = given.data.url === undefined ? startDemo(port) : null;
  try {
    await untilReady(url, demo);
    const asked = await toAsk(url, await shareReport(url));
    console.log(
      `\nNode ${process.version}, ${availableParallelism()} cores, ${CONNECTIONS} connections. Ratios count; times depend on the machine.`,
    );
    await measureAll(asked, given.data);
  } finally {
    if (demo) await stop(demo);
  }
}

const startDemo = (port: number): ChildProcess =>
  spawn(process.execPath, ['scripts/demo.mjs', '--port', String(port), '--data', DATA, '--fresh'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });

async function untilReady(url: string, demo: ChildProcess | null): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline && demo?.exitCode == null) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The demo did not become ready; its messages above say why.');
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGINT');
  await ended;
}

/** Signs in as the demo's regular listener, over HTTP, and shares a year; answers the page's address. */
async function shareReport(url: string): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, origin: url, ...init.headers };
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', ...value] = (set.split(';')[0] ?? '').split('=');
      cookies.set(name, value.join('='));
    }
    return response;
  };
  const toSpotify = await ask('/api/auth/signin/spotify', { method: 'POST' });
  const body = new URLSearchParams({ listener: 'regular' });
  const consent = toSpotify.headers.get('location') ?? '';
  const back = await fetch(consent, { method: 'POST', body, redirect: 'manual' });
  await ask(back.headers.get('location') ?? '');
  const made = await ask('/api/share', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A year', range: '1y' }),
  });
  if (made.status !== 201) throw new Error(`No report could be shared: ${made.status} ${await made.text()}`);
  return new URL(z.object({ url: z.url() }).parse(await made.json()).url, url).href;
}

/** The page, packed and as it is, and asked by who has it; each beside the static file that is nearest to it in size. */
async function toAsk(url: string, page: string): Promise<Asked[]> {
  const answer = await fetch(page);
  const size = (await answer.arrayBuffer()).byteLength;
  const file = await staticFile(url, size);
  const plain = { 'accept-encoding': 'identity' };
  const etag = (response: Response) => ({ 'if-none-match': response.headers.get('etag') ?? '' });
  const known = await fetch(file);
  await known.arrayBuffer();
  return [
    { name: 'static file', url: file, headers: plain },
    { name: 'shared report', url: page, headers: plain },
    { name: 'static file, gzip', url: file, headers: { 'accept-encoding': 'gzip' } },
    { name: 'shared report, gzip', url: page, headers: { 'accept-encoding': 'gzip' } },
    { name: 'static file, 304', url: file, headers: etag(known) },
    { name: 'shared report, 304', url: page, headers: etag(answer) },
  ];
}

/** Of the scripts and styles that the privacy policy loads, the one that is nearest to `size` bytes. */
async function staticFile(url: string, size: number): Promise<string> {
  const html = await (await fetch(new URL('/privacy', url))).text();
  const paths = [...new Set(html.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [])];
  const files = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(new URL(path, url));
      return { path, bytes: (await response.arrayBuffer()).byteLength };
    }),
  );
  const [nearest] = files.sort((a, b) => Math.abs(a.bytes - size) - Math.abs(b.bytes - size));
  if (!nearest) throw new Error('The privacy policy loads no static file.');
  console.log(`\nThe report has ${size} bytes, the static file ${nearest.bytes}.`);
  return new URL(nearest.path, url).href;
}

async function measureAll(asked: Asked[], { rounds, seconds }: { rounds: number; seconds: number }) {
  const speeds = new Map<string, number[]>(asked.map(({ name }) => [name, []]));
  for (const { url, headers } of asked) await fire({ url, headers, duration: 1 });
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, url, headers } of asked)
      speeds.get(name)?.push(await fire({ url, headers, duration: seconds }));
  }
  for (let pair = 0; pair < asked.length; pair += 2) {
    const [file, page] = [asked[pair], asked[pair + 1]].map((one) =>
      median(speeds.get(one?.name ?? '') ?? []),
    );
    console.log(`${asked[pair]?.name.padEnd(22)} ${Math.round(file ?? 0)} requests a second`);
    console.log(
      `${asked[pair + 1]?.name.padEnd(22)} ${Math.round(page ?? 0)} requests a second, ${((page ?? 0) / (file ?? 1)).toFixed(2)} of the file's`,
    );
  }
}

async function fire(options: Pick<autocannon.Options, 'url' | 'headers' | 'duration'>): Promise<number> {
  const result = await autocannon({ ...options, connections: CONNECTIONS });
  const failed = result.errors + result.timeouts + result['4xx'] + result['5xx'];
  if (failed > 0) throw new Error(`${options.url}: ${failed} requests failed.`);
  return result.requests.average;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
