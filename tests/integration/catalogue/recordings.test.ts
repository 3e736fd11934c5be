import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { createLogger } from '@/lib/logger';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { scheduleArchive } from '@/services/archival/tick';
import { sweepRecordings } from '@/services/catalogue/sweep-recordings';
import { createStage } from '../../support/archive-stage';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { poll, release } from '../../support/music';
import { useStageDatabase } from '../../support/stage-database';

const database = useStageDatabase();
let ada = 0;
beforeEach(async () => {
  const { id } = await database.db().user.create({ data: { spotifyId: 'ada', timeZone: 'Asia/Kathmandu' } });
  ada = id;
});

/** Spotify's ids by recording, each recording's own sorted, the recordings by their first. */
async function recordings(): Promise<string[][]> {
  const rows = await database.db().$queryRaw<{ ids: string[] }[]>`
    SELECT array_agg(spotify_id ORDER BY spotify_id) AS ids FROM tracks GROUP BY recording_id ORDER BY 1`;
  return rows.map(({ ids }) => ids);
}

/** As two batches leave tracks of one recording that they added at the same moment. */
async function playApart(): Promise<void> {
  await playInTurn(release('a'), release('b', { name: 'Other' }));
  await database.db().track.updateMany({ data: { titleKey: 'song' } });
  expect(await recordings()).toEqual([['a'], ['b']]);
}

const sweep = (step?: number) =>
  sweepRecordings({ db: database.db(), clock: systemClock, logger: createLogger('silent') }, step);

/** Plays each of them in a poll of its own, a minute apart. */
async function playInTurn(...tracks: ObservedTrack[]): Promise<void> {
  for (const [minute, track] of tracks.entries()) await poll(database.db(), ada, [minute * 10, track]);
}

describe('two tracks are one recording', () => {
  it.each<[string, string[][], ObservedTrack, ObservedTrack]>([
    [
      'when they have one ISRC, whatever else they say',
      [['a', 'b']],
      release('a', { isrc: 'GB1234567890' }),
      release('b', { isrc: 'GB1234567890', name: 'Song - Remastered 2011', durationMs: 190_000 }),
    ],
    [
      'when they have one title, the same artists and lengths within two seconds',
      [['a', 'b']],
      release('a'),
      release('b', { name: 'SONG (feat. Bob)', durationMs: 182_000 }),
    ],
    [
      'but not when their lengths are further apart',
      [['a'], ['b']],
      release('a'),
      release('b', { durationMs: 182_001 }),
    ],
    [
      'nor when one is remastered and no ISRC says that they are the same',
      [['a'], ['b']],
      release('a'),
      release('b', { name: 'Song - Remastered 2011' }),
    ],
    [
      'nor when another artist of that name made it',
      [['a'], ['b']],
      release('a'),
      release('b', { artists: [{ spotifyId: 'another', name: 'Ada' }] }),
    ],
  ])('%s', async (_when, expected, one, other) => {
    await playInTurn(one, other);
    expect(await recordings()).toEqual(expected);
    await poll(database.db(), ada, [100, { ...one, spotifyId: 'c' }], [110, { ...other, spotifyId: 'd' }]);
    expect(await recordings()).toHaveLength(expected.length);
    await expectRollupsEqualRecount(database.db(), 'after two polls');
  });
});

const IN_LINE = [
  release('a', { name: 'First', isrc: 'GB0000000001' }),
  release('b', { name: 'Second', isrc: 'GB0000000001' }),
  release('c', { name: 'Second', isrc: 'GB0000000002' }),
] as const;
const [FIRST, BRIDGE, LAST] = IN_LINE;

describe('three tracks that only the middle one connects', () => {
  it('are one recording when the middle one comes last', async () => {
    await playInTurn(FIRST, LAST);
    expect(await recordings()).toEqual([['a'], ['c']]);
    await poll(database.db(), ada, [60, BRIDGE]);
    expect(await recordings()).toEqual([['a', 'b', 'c']]);
    await expectRollupsEqualRecount(database.db(), 'after the bridge');
  });

  it('are one recording when one poll brings all', async () => {
    await poll(database.db(), ada, [0, LAST], [10, FIRST], [20, BRIDGE]);
    expect(await recordings()).toEqual([['a', 'b', 'c']]);
    await expectRollupsEqualRecount(database.db(), 'after one poll');
  });

  it('part when the middle one leaves', async () => {
    await playInTurn(...IN_LINE);
    await poll(database.db(), ada, [100, { ...BRIDGE, name: 'Third', isrc: 'GB0000000003' }]);
    await sweep();
    expect(await recordings()).toEqual([['a'], ['b'], ['c']]);
    await expectRollupsEqualRecount(database.db(), 'after the bridge left');
  });
});

describe('a track whose ISRC Spotify changes', () => {
  const one = release('a', { isrc: 'GB0000000001' });
  const other = release('b', { name: 'Other', isrc: 'GB0000000001' });

  it('leaves its recording, and joins the one that it belongs to', async () => {
    await playInTurn(one, other, release('c', { name: 'Third', isrc: 'GB0000000003' }));
    expect(await recordings()).toEqual([['a', 'b'], ['c']]);
    await poll(database.db(), ada, [100, { ...other, isrc: 'GB0000000003' }]);
    expect(await recordings()).toEqual([['a'], ['b', 'c']]);
    expect(await database.db().userTotals.findFirst()).toMatchObject({ plays: 4, tracks: 3, recordings: 2 });
    await expectRollupsEqualRecount(database.db(), 'after the change');
  });
});

describe('what is renewed together', () => {
  it('ends as one recording, however many there are and in whatever order', async () => {
    const names = Array.from({ length: 40 }, (_, n) => String(n).padStart(2, '0'));
    const apart = names.map((n) => release(n, { name: `Song ${n}`, isrc: `GB00000000${n}` }));
    await poll(database.db(), ada, ...apart.map((track, n): [number, ObservedTrack] => [n * 10, track]));
    expect(await recordings()).toHaveLength(40);
    // Each is now linked to the next, by its ISRC or by its name in turn.
    const chained = apart.map((track, n) => {
      const [pair, other] = [Math.floor(n / 2), Math.floor((n + 1) / 2)];
      return { ...track, name: `Pair ${other}`, isrc: `GB10000000${String(pair).padStart(2, '0')}` };
    });
    await poll(database.db(), ada, ...chained.map((track, n): [number, ObservedTrack] => [n * 10, track]));
    expect(await recordings()).toHaveLength(1);
    await expectRollupsEqualRecount(database.db(), 'after the renewal');
  });
});

describe('the daily sweep', () => {
  it('joins tracks that two batches added at the same moment, and the figures follow', async () => {
    await playApart();
    await sweep();
    expect(await recordings()).toEqual([['a', 'b']]);
    expect(await database.db().userRecordingStats.findMany()).toMatchObject([{ plays: 2 }]);
    await expectRollupsEqualRecount(database.db(), 'after the sweep');
  });

  it('does so in steps, so that no statement takes long however many tracks there are', async () => {
    await playApart();
    await sweep(1);
    expect(await recordings()).toEqual([['a', 'b']]);
  });

  it('runs with the first tick of a day, also where that is not at midnight', async () => {
    const { deps } = createStage(database.db());
    const tick = (at: string) => scheduleArchive(deps, { scheduledFor: new Date(at) });
    await tick('2026-03-02T09:00:00Z');
    await playApart();
    await tick('2026-03-02T23:00:00Z');
    expect(await recordings()).toHaveLength(2);
    await tick('2026-03-03T07:00:00Z');
    expect(await recordings()).toHaveLength(1);
  });

  it('changes nothing where all is in place, claims of files included', async () => {
    await playInTurn(release('a'), release('b'), release('c', { name: 'Other' }));
    await database.db().track.create({
      data: {
        claimedBy: ada,
        spotifyId: 'd',
        name: 'Song',
        searchName: 'song',
        durationMs: 180_000,
        titleKey: 'song',
        artistsKey: 'ada',
        recordingId: 1_000,
      },
    });
    const before = await database.db().track.findMany({ orderBy: { id: 'asc' } });
    await sweep();
    expect(await database.db().track.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
    expect(await database.db().staleRollup.count()).toBe(0);
  });
});
