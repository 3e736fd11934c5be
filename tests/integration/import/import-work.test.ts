import { describe, expect, it } from 'vitest';
import * as events from '@/app/api/import/[id]/events/route';
import * as imports from '@/app/api/import/route';
import { runImport } from '@/services/import/run-import';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { APP, call, signedInBrowser } from '../../support/http-stage';
import {
  bring,
  playsOf,
  REFUSED,
  row,
  upload,
  useImportStage,
  whileRefused,
} from '../../support/import-stage';
import { recordedHistories } from '../../support/recordings';

const stage = useImportStage();

describe('a recorded file', () => {
  it.each(recordedHistories)(
    '$name is imported to the last row, and adds nothing the second time',
    async ({ text }) => {
      const rows = JSON.parse(text) as { ts: string; ms_played: number; spotify_track_uri: string }[];
      const long = rows.filter((r) => r.ms_played >= 30_000);
      const job = await bring(stage(), text);
      expect(job).toMatchObject({ status: 'succeeded', rowsTotal: rows.length, errors: [] });
      expect(job.counts).toMatchObject({ added: long.length, tooShort: rows.length - long.length });
      expect(job.counts.added).toBeGreaterThan(10);
      expect(
        (await playsOf(stage())).map((p) => [
          p.playedAt.getTime(),
          `spotify:track:${p.track.spotifyId}`,
          p.msPlayed,
        ]),
      ).toEqual(rows.map((r) => [Date.parse(r.ts), r.spotify_track_uri, r.ms_played]));
      expect((await bring(stage(), text)).counts).toMatchObject({ added: 0, alreadyKnown: rows.length });
    },
  );
});

describe('the worker', () => {
  it('writes every row once, though two of them work on the same import', async () => {
    const rows = Array.from({ length: 40 }, (_, n) =>
      row(new Date(Date.UTC(2021, 0, 1, 0, n * 5)).toISOString()),
    );
    await upload(stage(), JSON.stringify(rows));
    const [job] = await stage().deps.db.importJob.findMany();
    const importId = job?.id ?? 0;
    await Promise.all([runImport(stage().deps, { importId }), runImport(stage().deps, { importId })]);
    await runImport(stage().deps, { importId });
    expect(await stage().deps.db.importJob.findMany()).toMatchObject([
      { status: 'succeeded', rowsTotal: 40, rowsDone: 40, added: 40 },
    ]);
    expect(await playsOf(stage())).toHaveLength(40);
    await expectRollupsEqualRecount(stage().deps.db, 'two workers');
  });

  it.each([1, 3])(
    'skips only the row that the database rejects, however many work on the import: %i',
    async (workers) => {
      const rows = Array.from({ length: 9 }, (_, n) =>
        row(`2021-03-03T0${n}:00:00Z`, {
          spotify_track_uri: `spotify:track:t${n}`,
          ...(n === 4 ? { master_metadata_track_name: REFUSED } : {}),
        }),
      );
      await upload(stage(), JSON.stringify(rows));
      const { deps } = stage();
      const [{ id: importId } = { id: 0 }] = await deps.db.importJob.findMany();
      await whileRefused(stage(), () =>
        Promise.all(Array.from({ length: workers }, () => runImport(deps, { importId }))),
      );
      const [job] = await deps.db.importJob.findMany();
      expect(job).toMatchObject({ status: 'succeeded', rowsDone: 9, added: 8, unreadable: 1 });
      expect(job?.errors).toEqual([
        expect.stringContaining(
          'Row 5 of history.json, ended 2021-03-03T04:00:00.000Z, could not be written',
        ),
      ]);
      expect(await playsOf(stage())).toHaveLength(8);
    },
  );

  it('fails an import that was not finished in time, and removes its rows', async () => {
    await upload(stage(), JSON.stringify([row('2021-03-03T21:14:05Z')]));
    const [job] = await stage().deps.db.importJob.findMany();
    stage().clock.advance(61 * 60_000);
    const listed = await call(imports.GET, '/api/import', { headers: { cookie: stage().cookie } });
    expect(await listed.json()).toMatchObject({ imports: [{ status: 'failed', failure: 'timed_out' }] });
    await runImport(stage().deps, { importId: job?.id ?? 0 });
    expect(await playsOf(stage())).toHaveLength(0);
    expect(await stage().deps.db.importChunk.count()).toBe(0);
  });
});

describe('a file that cannot be imported', () => {
  it('is refused with what to do, and leaves nothing', async () => {
    for (const body of ['', '{"a":1}', 'PK\u0003\u0004 cut', '[{"ts":']) {
      const response = await upload(stage(), body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: 'BAD_REQUEST',
        detail: expect.stringMatching(/Choose|Download|choose/),
      });
    }
    expect(await stage().deps.db.importJob.count()).toBe(0);
    expect(stage().queue.published.filter(({ path }) => path === '/api/queue/import')).toEqual([]);
  });
});

describe('who may', () => {
  it('no one without a session or from another site, and no one sees another listener’s import', async () => {
    const from = async (headers: Record<string, string>) =>
      (await call(imports.POST, '/api/import', { method: 'POST', body: '[]', headers })).status;
    expect(await from({ cookie: stage().cookie, origin: 'https://elsewhere.example' })).toBe(403);
    expect([await from({ origin: APP }), await from({})]).toEqual([401, 401]);
    const job = await bring(stage(), [row('2021-03-03T21:14:05Z')]);
    const stranger = await signedInBrowser(stage(), 'quiet');
    const headers = { cookie: stranger.cookieHeader() };
    const path = `/api/import/${job.id}/events`;
    expect((await call(events.GET, path, { headers }, { id: String(job.id) })).status).toBe(404);
    expect(await (await call(imports.GET, '/api/import', { headers })).json()).toEqual({ imports: [] });
  });
});

describe('the progress', () => {
  it('is streamed as server-sent events until the end', async () => {
    const job = await bring(stage(), [row('2021-03-03T21:14:05Z')]);
    const response = await call(
      events.GET,
      '/x',
      { headers: { cookie: stage().cookie } },
      { id: String(job.id) },
    );
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text).toContain('event: progress\n');
    const [, last] = /event: end\ndata: (.*)\n/.exec(text) ?? [];
    expect(JSON.parse(last ?? '')).toMatchObject({ id: job.id, status: 'succeeded' });
  });
});
