import { describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { DAY } from '@/lib/shared/time';
import { type SeedProgress, seedListener } from '../../../prisma/seed/seed-listener';
import { builtInListeners } from '../../../simulator/life/scenarios';
import { createWorld } from '../../../simulator/life/world';
import { useStageDatabase } from '../../support/stage-database';

const database = useStageDatabase();
const UNTIL = Date.UTC(2026, 10, 22, 13);
const SPOTIFY = 'http://127.0.0.1:4321';

async function seedTom() {
  await database.reset();
  const life = builtInListeners(UNTIL).find(({ id }) => id === 'quiet');
  if (!life) throw new Error('There is no life "quiet".');
  const progress: SeedProgress[] = [];
  const written = await seedListener(
    { db: database.db(), logger: createLogger('silent') },
    {
      world: createWorld(1),
      life,
      spotifyUrl: SPOTIFY,
      sinceMs: UNTIL - 120 * DAY,
      untilMs: UNTIL,
      onProgress: (step) => progress.push(step),
    },
  );
  return { life, written, progress };
}

describe('a seeded life', () => {
  it('has genres for nearly all plays, and a picture of every artist and album', async () => {
    const { life } = await seedTom();
    const db = database.db();
    const { plays } = await db.userTotals.findFirstOrThrow({ where: { user: { spotifyId: life.id } } });
    const unknown = await db.userGenreStats.aggregate({ where: { genre: '' }, _sum: { plays: true } });
    expect(plays).toBeGreaterThan(300);
    expect(unknown._sum.plays ?? 0).toBeLessThan(plays / 20);
    expect(await db.artist.count({ where: { NOT: { imageUrl: { startsWith: SPOTIFY } } } })).toBe(0);
    expect(await db.album.count({ where: { NOT: { imageUrl: { startsWith: SPOTIFY } } } })).toBe(0);
  });

  it('began when its first plays did, and says how far it is written', async () => {
    const { life, written, progress } = await seedTom();
    const user = await database.db().user.findUniqueOrThrow({ where: { spotifyId: life.id } });
    expect(user.createdAt.getTime()).toBe(life.startsAt);
    expect(progress.at(-1)).toEqual({ written, of: written });
    expect(progress.map((step) => step.written)).toEqual(
      progress.map((step) => step.written).toSorted((a, b) => a - b),
    );
  });
});
