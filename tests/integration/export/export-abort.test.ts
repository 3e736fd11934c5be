import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { NodeNextRequest, NodeNextResponse } from 'next/dist/server/base-http/node';
import { sendResponse } from 'next/dist/server/send-response';
import {
  NextRequestAdapter,
  signalFromNodeResponse,
} from 'next/dist/server/web/spec-extension/adapters/next-request';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GET } from '@/app/api/export/route';
import { signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';
import { waitUntil } from '../../support/wait-until';

// An archive that no buffer on the way to the reader holds.
const PLAYS = 60_000;

/** A zip file is so much smaller that it fits on the way. */
const LEAVINGS = [
  { query: 'format=csv', isStalled: false },
  { query: 'format=csv', isStalled: true },
  { query: 'format=json', isStalled: false },
  { query: 'format=json', isStalled: true },
  { query: 'gdpr=true', isStalled: false },
];

const stage = useHttpStage();
let server: Server;
let answers: ServerResponse[] = [];

beforeEach(async () => {
  answers = [];
  server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

/** Hands a request from the socket to the route, and the answer back, by the very code with which Next does both. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  answers.push(response);
  const [asked, answered] = [new NodeNextRequest(request), new NodeNextResponse(response)];
  const forRoute = NextRequestAdapter.fromNodeNextRequest(asked, signalFromNodeResponse(response));
  await sendResponse(asked, answered, await GET(forRoute, { params: Promise.resolve({}) }));
}

it('a reader whose connection breaks off leaves the database free, also after it had stopped taking what is sent', async () => {
  const cookie = await signInWithLife();
  for (const { query, isStalled } of LEAVINGS) {
    const socket = await readBeginning(`/api/export?${query}`, cookie);
    if (isStalled) await waitUntil('nobody takes what is sent', isHeldUp);
    const before = endedExports();
    socket.destroy();
    await waitUntil('the export has ended', () => endedExports() > before);
    await takeEveryPlayForOneself();
    await waitUntil('nobody else is at work', isAlone);
  }
  expect(endedExports()).toBe(LEAVINGS.length);
  const aborted = stage().logged.filter((line) => /"outcome":"aborted"/.test(line));
  const requests = new Set(aborted.map((line) => /"requestId":"([\w-]+)"/.exec(line)?.[1] ?? 'none'));
  expect([aborted.length, requests.size, requests.has('none')]).toEqual([
    LEAVINGS.length,
    LEAVINGS.length,
    false,
  ]);
});

async function signInWithLife(): Promise<string> {
  const { db } = stage().deps;
  const browser = await signedInBrowser(stage(), 'regular');
  const { id } = await db.user.findFirstOrThrow();
  const played = Array.from({ length: PLAYS }, (_, n) => ({
    endedAt: new Date(Date.UTC(2020, 0, 1) + n * 300_000),
    track: `track-${n % 500}`,
    artists: [`artist-${n % 50}`],
    album: `album-${n % 100}`,
    durationMs: 200_000,
  }));
  await keepPlays(db, id, new Date('2026-02-01T00:00:00Z'), played);
  return browser.cookieHeader();
}

/** Asks over a connection of its own, takes the first bytes, and then nothing more. */
async function readBeginning(path: string, cookie: string): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nCookie: ${cookie}\r\n\r\n`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  expect(first.toString('latin1', 0, 15)).toBe('HTTP/1.1 200 OK');
  return socket;
}

/** What the kernel takes for the reader is used up, so the answer waits. */
const isHeldUp = () =>
  answers.at(-1)?.writableNeedDrain === true && (answers.at(-1)?.socket?.writableLength ?? 0) > 0;

/** Each is logged once. */
const endedExports = () => stage().logged.filter((line) => line.includes('export ended')).length;

/** Waits for every open statement, transaction or cursor on the plays. */
const takeEveryPlayForOneself = () =>
  stage().deps.db.$transaction((tx) => tx.$executeRaw`LOCK TABLE play_events IN ACCESS EXCLUSIVE MODE`);

/** No statement, transaction or cursor of another connection is open. */
async function isAlone(): Promise<boolean> {
  const others = await stage().deps.db.$queryRaw<unknown[]>`
    SELECT state, query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend' AND state <> 'idle'`;
  return others.length === 0;
}
