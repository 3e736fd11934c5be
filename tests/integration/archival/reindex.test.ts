import { expect, it } from 'vitest';
import { measureIndexBloat } from '@/repositories/archival/play-index-repository';
import { reindexIfBloated } from '@/services/archival/reindex-if-bloated';
import { useStageDatabase } from '../../support/stage-database';

const LISTENERS = 8;
const POLLS = 36;
const WORTH_REINDEXING = 7_000;
const TIMEOUT_MS = 120_000;
const database = useStageDatabase();
const deps = () => ({ db: database.db() });

/** 25 plays of each listener at a time, as an archive grows: 7,200 in all. */
async function growBloated(): Promise<void> {
  const db = database.db();
  await db.user.createMany({
    data: Array.from({ length: LISTENERS }, (_, i) => ({ id: i + 1, spotifyId: `u${i}` })),
  });
  await db.track.create({
    data: {
      id: 1,
      spotifyId: 'track',
      name: 'Track',
      searchName: 'track',
      recordingId: 1,
      titleKey: 'track',
      artistsKey: '',
    },
  });
  await db.playOrigin.create({ data: { id: 1, sources: ['poll'], firstId: 1, createdAt: new Date(0) } });
  for (let poll = 0; poll < POLLS; poll++) {
    await db.$executeRaw`
      INSERT INTO play_events (user_id, played_at, track_id, listened_ms, origin_id)
      SELECT u, timestamptz '2026-01-01' + interval '1 day' * ${poll}::int + interval '1 minute' * n, 1, 1000, 1
      FROM generate_series(1, ${LISTENERS}::int) u, generate_series(1, 25) n ORDER BY 1, 2`;
  }
  await db.$executeRaw`
    INSERT INTO user_totals (user_id, plays, listened_ms, tracks, recordings, artists, albums, first_played_at, last_played_at)
    SELECT user_id, count(*), sum(listened_ms), 1, 1, 0, 0, min(played_at), max(played_at) FROM play_events GROUP BY 1`;
}

/** The database as a role that does not own the table would find it. */
function refused() {
  const fail = () => Promise.reject(new Error('must be owner of table play_events'));
  return new Proxy(database.db(), {
    get: (target, name) => (name === '$executeRawUnsafe' ? fail : Reflect.get(target, name)),
  });
}

it(
  'rebuilds the key of the plays when it is bloated, and only then',
  async () => {
    await growBloated();
    const { plays, bytes } = await measureIndexBloat(database.db());
    expect(plays).toBe(LISTENERS * POLLS * 25);
    expect(bytes / plays).toBeGreaterThan(60);
    await expect(reindexIfBloated({ db: refused() }, WORTH_REINDEXING)).rejects.toThrow('must be owner');
    expect(await reindexIfBloated(deps(), WORTH_REINDEXING)).toEqual({ plays, bytes, wasRebuilt: true });
    expect((await measureIndexBloat(database.db())).bytes / plays).toBeLessThan(48);
    expect(await reindexIfBloated(deps(), WORTH_REINDEXING)).toMatchObject({ wasRebuilt: false });
    expect(await database.db().playEvent.count()).toBe(plays);
    await expect(
      database.db().$executeRaw`INSERT INTO play_events SELECT * FROM play_events LIMIT 1`,
    ).rejects.toThrow(/unique|23505/i);
  },
  TIMEOUT_MS,
);

it('leaves a small archive alone', async () => {
  expect(await reindexIfBloated(deps())).toMatchObject({ wasRebuilt: false });
});
