import { describe, expect, it } from 'vitest';
import { resumeImports } from '@/services/import/resume-imports';
import { runImport } from '@/services/import/run-import';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { REFUSED, row, upload, useImportStage, whileRefused } from '../../support/import-stage';

const stage = useImportStage();
const MINUTE = 60_000;

/** A history of this many rows, one every five minutes. */
const history = (count: number, over: (n: number) => Record<string, unknown> = () => ({})) =>
  JSON.stringify(
    Array.from({ length: count }, (_, n) =>
      row(new Date(Date.UTC(2021, 0, 1, 0, n * 5)).toISOString(), over(n)),
    ),
  );

const importMessages = () => stage().queue.published.filter(({ path }) => path === '/api/queue/import');
const jobs = () => stage().deps.db.importJob.findMany();

/** A worker whose time is up after every other chunk. */
const hurried = () => ({
  ...stage().deps,
  clock: { now: stage().clock.now, sleep: async () => stage().clock.advance(21_000) },
});

describe('an import of several deliveries', () => {
  it('never gives a message the id of an earlier one, also when rows are rejected by the database', async () => {
    await upload(
      stage(),
      history(2_000, (n) =>
        n === 100 || n === 1_999
          ? { spotify_track_uri: `spotify:track:odd${n}`, master_metadata_track_name: REFUSED }
          : {},
      ),
    );
    const [job] = await jobs();
    const importId = job?.id ?? 0;
    await whileRefused(stage(), async () => {
      for (let delivery = 0; delivery < importMessages().length && delivery < 60; delivery += 1) {
        await runImport(hurried(), { importId });
      }
    });
    const ids = importMessages().map(({ deduplicationId }) => deduplicationId);
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
    const [end] = await jobs();
    expect(end).toMatchObject({ status: 'succeeded', rowsDone: 2_000, added: 1_998, unreadable: 2 });
    expect(end?.errors.toSorted()).toEqual([
      'Row 101 of history.json, ended 2021-01-01T08:20:00.000Z, could not be written.',
      'Row 2000 of history.json, ended 2021-01-07T22:35:00.000Z, could not be written.',
    ]);
    await expectRollupsEqualRecount(stage().deps.db, 'after halving');
  });
});

describe('an import whose process was killed', () => {
  it('goes on when a process starts, by a message that the queue does not know yet', async () => {
    await upload(stage(), history(1_500));
    const [first] = importMessages();
    const [job] = await jobs();
    await runImport(hurried(), { importId: job?.id ?? 0 });
    expect(await resumeImports(stage().deps)).toBe(1);
    const last = importMessages().at(-1);
    expect(last).toMatchObject({ body: { importId: job?.id }, delaySeconds: 0 });
    expect(last?.deduplicationId).not.toBe(first?.deduplicationId);
    await runImport(stage().deps, { importId: job?.id ?? 0 });
    expect(await jobs()).toMatchObject([{ status: 'succeeded', added: 1_500 }]);
    expect(await resumeImports(stage().deps)).toBe(0);
  });

  it('is gone when it had not been read to its end, and another upload may begin', async () => {
    const { db, clock } = stage().deps;
    const now = clock.now();
    const broken = await db.importJob.create({
      data: {
        userId: stage().userId,
        fileName: 'broken.json',
        fileBytes: 0n,
        format: 'extended_history',
        status: 'reading',
        createdAt: now,
        deadlineAt: new Date(now.getTime() + MINUTE),
        rowsTotal: 0,
        rowsDone: 0,
        covers: {},
        chunks: { create: { position: 1, payload: new Uint8Array(3) } },
      },
    });
    expect((await upload(stage(), history(1))).status).toBe(409);
    expect(await resumeImports(stage().deps)).toBe(0);
    expect(await jobs()).toMatchObject([{ id: broken.id }]);
    stage().clock.advance(MINUTE);
    expect(await resumeImports(stage().deps)).toBe(0);
    expect(await jobs()).toEqual([]);
    expect((await upload(stage(), history(1))).status).toBe(202);
  });
});
