import { expect, it } from 'vitest';
import { readExtendedRow } from '@/lib/import/spotify-rows';
import { MOST_PLAYS_A_DAY } from '@/lib/shared/history/play-bounds';
import { DAY } from '@/lib/shared/time';
import { writeChunk } from '@/services/import/write-chunk';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';

const stage = useImportStage();

it('an import leaves out rows of a day that has more plays than any day', async () => {
  const { db, clock } = stage().deps;
  await bring(stage(), [
    row('2021-03-03T21:14:05Z'),
    row('2021-03-03T21:18:00Z'),
    row('2021-03-04T07:00:00Z'),
  ]);
  const readRow = (ts: string, over: object = {}) => {
    const read = readExtendedRow(row(ts), { privateSessions: false, now: clock.now() });
    return 'row' in read ? [{ ...read.row, place: { file: 0, row: 1 }, ...over }] : [];
  };
  // An own export may say that a play ended at one time, and what reports it at another.
  const onFullDay = [{ source: 'extended_history' as const, at: Date.parse('2021-03-03T22:30:00Z') }];
  const rows = [
    ...readRow('2021-03-03T22:00:00Z'),
    ...readRow('2021-03-04T10:00:00Z', { reports: onFullDay }),
    ...readRow('2021-03-04T22:00:00Z'),
  ];
  const importer = { userId: stage().userId, now: clock.now(), countsFromMs: 30_000 };
  const chunk = { rows, tracks: [], albums: [], artists: [], files: ['x.json'] };
  const written = await db.$transaction((tx) => writeChunk(tx, importer, chunk, 2));
  const day = Date.parse('2021-03-03T00:00:00Z') / DAY;
  expect(written).toEqual({ counts: { added: 1, outOfBounds: 2 }, fullDays: [day] });
  expect(await playsOf(stage())).toHaveLength(4);
});

it('an import says of which day it left out rows', async () => {
  const { deps, userId } = stage();
  await bring(stage(), [row('2021-03-02T21:14:05Z')]);
  const { trackId, originId } = (await playsOf(stage()))[0] ?? expect.fail();
  const { id } = await deps.db.playRemoval.create({
    data: { userId, removedAt: deps.clock.now(), label: 'Much' },
  });
  const from = Date.parse('2021-03-03T00:00:00Z');
  const data = Array.from({ length: MOST_PLAYS_A_DAY }, (_, n) => ({
    ...{ userId, trackId, originId, removalId: id },
    playedAt: new Date(from + n * 1_000),
  }));
  await deps.db.removedPlay.createMany({ data });
  const rows = ['2021-03-03T20:00:00Z', '2021-03-03T21:00:00Z', '2021-03-04T20:00:00Z'].map((ts) => row(ts));
  const { counts, errors } = await bring(stage(), rows);
  expect(counts).toMatchObject({ added: 1, outOfBounds: 2 });
  expect(errors).toEqual(['Rows of 2021-03-03 (UTC) beyond 5000 plays were left out: no day has so many.']);
});
