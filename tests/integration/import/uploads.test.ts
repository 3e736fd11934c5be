import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as events from '@/app/api/import/[id]/events/route';
import * as imports from '@/app/api/import/route';
import { deleteAccount } from '@/services/account/delete-account';
import { acceptImport } from '@/services/import/accept-import';
import { APP, call } from '../../support/http-stage';
import { startBundledReader } from '../../support/import/import-reader';
import { row, upload, useImportStage } from '../../support/import-stage';

const stage = useImportStage();
const history = JSON.stringify([row('2021-03-03T21:14:05Z')]);

// Other processes of the tests receive uploads at the same time: this file has a temporary folder of its own.
const shared = process.env.TMPDIR;
beforeAll(async () => {
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'uploads-test-'));
});
afterAll(async () => {
  await rm(tmpdir(), { recursive: true });
  if (shared === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = shared;
});

const uploadFolders = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('audiospective-upload-'));

/** An upload that goes on until the test ends it. */
function slowUpload(signal?: AbortSignal) {
  let end = () => {};
  let send = () => {};
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(history));
      end = () => controller.close();
      send = () => controller.enqueue(new TextEncoder().encode(' '));
    },
  });
  const init = {
    method: 'POST',
    body,
    headers: { cookie: stage().cookie, origin: APP },
    duplex: 'half',
    signal,
  };
  return { answer: call(imports.POST, '/api/import', init), end: () => end(), send: () => send() };
}

const isReading = () => stage().deps.db.importJob.count({ where: { status: 'reading' } });

describe('one upload at a time', () => {
  it('is received of a listener, and a second one is told so', async () => {
    const first = slowUpload();
    await expect.poll(isReading).toBe(1);
    const second = await upload(stage(), history);
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringMatching(/Wait until/),
    });
    first.end();
    expect((await first.answer).status).toBe(202);
    expect((await upload(stage(), history)).status).toBe(202);
  });

  it('is shown while it is received', async () => {
    const first = slowUpload();
    await expect.poll(isReading).toBe(1);
    const listed = await call(imports.GET, '/api/import', { headers: { cookie: stage().cookie } });
    expect(await listed.json()).toMatchObject({ imports: [{ status: 'reading', rowsTotal: 0 }] });
    first.end();
    await first.answer;
  });
});

describe('a listener who leaves', () => {
  it('while the file is sent leaves nothing behind', async () => {
    const before = await uploadFolders();
    const leaving = new AbortController();
    const { answer } = slowUpload(leaving.signal);
    await expect.poll(isReading).toBe(1);
    leaving.abort();
    expect((await answer).status).toBe(400);
    expect(await stage().deps.db.importJob.count()).toBe(0);
    expect(await uploadFolders()).toEqual(before);
  });

  it('while the file is read ends the reading', async () => {
    const before = await uploadFolders();
    const leaving = new AbortController();
    const threads: Worker[] = [];
    const ended: number[] = [];
    const deps = {
      ...stage().deps,
      startReader: (...given: Parameters<typeof startBundledReader>) => {
        const thread = startBundledReader(...given);
        threads.push(thread);
        thread.once('online', () => leaving.abort());
        thread.once('exit', (code) => ended.push(code));
        return thread;
      },
    };
    const body = new Blob([`[${'{},'.repeat(1_000_000)}{}]`]).stream();
    const file = { fileName: 'x.json', body, privateSessions: false, signal: leaving.signal };
    await expect(acceptImport(deps, stage().userId, file)).rejects.toThrow(/interrupted/);
    expect([threads.length, ended.length]).toEqual([1, 1]);
    expect(await stage().deps.db.importJob.count()).toBe(0);
    expect(await uploadFolders()).toEqual(before);
  });
});

it('takes the file of a form as it takes the file itself', async () => {
  const body = new FormData();
  body.append('file', new Blob([history]), 'my_spotify_data.json');
  const headers = { cookie: stage().cookie, origin: APP };
  const answer = await call(imports.POST, '/api/import', { method: 'POST', body, headers });
  expect(answer.status, await answer.clone().text()).toBe(202);
  expect(await answer.json()).toMatchObject({ rowsTotal: 1, fileBytes: history.length });
});

describe('an account that is deleted while its file is sent', () => {
  it('ends the upload within seconds, though the file goes on, and nothing of it is left', async () => {
    const before = await uploadFolders();
    const { answer, send } = slowUpload();
    await expect.poll(isReading).toBe(1);
    await deleteAccount(stage().deps, stage().userId, 'delete my account');
    stage().clock.advance(10_000);
    send();
    expect((await answer).status).toBe(409);
    expect(await uploadFolders()).toEqual(before);
    expect(await stage().deps.db.importJob.count()).toBe(0);
    expect(stage().logged.filter((line) => line.includes('request failed'))).toEqual([]);
  });
});

describe('the progress', () => {
  it('is streamed to four pages of a listener, and to a fifth once one is closed', async () => {
    await upload(stage(), history);
    const [job] = await stage().deps.db.importJob.findMany();
    const params = { id: String(job?.id) };
    const follow = () => call(events.GET, '/x', { headers: { cookie: stage().cookie } }, params);
    const open = await Promise.all([follow(), follow(), follow(), follow()]);
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await follow();
    expect(fifth.status).toBe(429);
    expect(fifth.headers.get('retry-after')).not.toBeNull();
    await open[0]?.body?.cancel();
    open[0] = await follow();
    expect(open[0].status).toBe(200);
    await Promise.all(open.map(({ body }) => body?.cancel()));
  });
});
