import { expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { weighPlayKey } from '@/repositories/archival/play-index-repository';
import { packWhenLoose } from '@/services/archival/pack-plays';
import { useStageDatabase } from '../support/stage-database';

const LISTENERS = 8;
const LOOKS = 36;
const WORTH_PACKING = 7_000;
const PATIENCE_MS = 120_000;
const database = useStageDatabase();
const deps = () => ({ db: database.db(), logger: createLogger('silent') });

/** 25 plays of each listener at a time, as an archive grows: 7,200 in all. */
async function growLoose(): Promise<void> {
  const db = database.db();
  await db.user.createMany({
    data: Array.from({ length: LISTENERS }, (_, i) => ({ id: i + 1, spotifyId: `u${i}` })),
  });
  await db.track.create({ data: { id: 1, spotifyId: 'track', name: 'Track' } });
  await db.playOrigin.create({ data: { id: 1, source: 'poll', createdAt: new Date(0) } });
  for (let look = 0; look < LOOKS; look++) {
    await db.$executeRaw`
      INSERT INTO play_events (user_id, played_at, track_id, listened_ms, origin_id)
      SELECT u, timestamptz '2026-01-01' + interval '1 day' * ${look}::int + interval '1 minute' * n, 1, 1000, 1
      FROM generate_series(1, ${LISTENERS}::int) u, generate_series(1, 25) n ORDER BY 1, 2`;
  }
  await db.$executeRaw`
    INSERT INTO user_totals (user_id, plays, listened_ms, tracks, artists, albums, first_played_at, last_played_at)
    SELECT user_id, count(*), sum(listened_ms), 1, 0, 0, min(played_at), max(played_at) FROM play_events GROUP BY 1`;
}

/** The database as a role that does not own the table would find it. */
function refused() {
  const fail = () => Promise.reject(new Error('must be owner of table play_events'));
  return new Proxy(database.db(), {
    get: (target, name) => (name === '$executeRawUnsafe' ? fail : Reflect.get(target, name)),
  });
}

it(
  'packs the key of the plays when it has become loose and it may, and only then',
  async () => {
    await growLoose();
    const { plays, bytes } = await weighPlayKey(database.db());
    expect(plays).toBe(LISTENERS * LOOKS * 25);
    expect(bytes / plays).toBeGreaterThan(60);
    expect(await packWhenLoose({ ...deps(), db: refused() }, WORTH_PACKING)).toBe(false);
    expect(await packWhenLoose(deps(), WORTH_PACKING)).toBe(true);
    expect((await weighPlayKey(database.db())).bytes / plays).toBeLessThan(48);
    expect(await packWhenLoose(deps(), WORTH_PACKING)).toBe(false);
    expect(await database.db().playEvent.count()).toBe(plays);
    await expect(
      database.db().$executeRaw`INSERT INTO play_events SELECT * FROM play_events LIMIT 1`,
    ).rejects.toThrow(/unique|23505/i);
  },
  PATIENCE_MS,
);

it('leaves a small archive alone', async () => {
  expect(await packWhenLoose(deps())).toBe(false);
});
