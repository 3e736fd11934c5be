import { expect, it } from 'vitest';
import { readExtendedRow } from '@/lib/import/spotify-rows';
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
  const counts = await db.$transaction((tx) => writeChunk(tx, importer, chunk, 2));
  expect(counts).toEqual({ added: 1, outOfBounds: 2 });
  expect(await playsOf(stage())).toHaveLength(4);
});
