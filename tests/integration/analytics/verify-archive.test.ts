import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { MINUTE } from '@/lib/shared/time';
import { verifyArchive } from '@/services/analytics/archive-verification';
import { useTestDatabase } from '../../support/database/test-database';
import { keepPlays } from '../../support/keep-plays';

const NOW = new Date('2026-11-22T13:20:00Z');
const database = useTestDatabase();
let db: RootDatabase;
beforeAll(() => {
  db = connectDatabase(database.url);
});
afterAll(() => db.$disconnect());

async function keepTwoListeners(): Promise<[number, number]> {
  const ids: number[] = [];
  for (const spotifyId of ['ana', 'bo']) {
    const { id } = await db.user.create({ data: { spotifyId, timeZone: 'Asia/Kathmandu' } });
    const played = ['one', 'two', 'one'].map((track, i) => ({
      endedAt: new Date(NOW.getTime() - i * 3 * MINUTE),
      track,
      artists: ['somebody', 'somebody else'],
      album: 'an album',
      durationMs: 200_000,
    }));
    await keepPlays(db, id, NOW, played);
    ids.push(id);
  }
  const [ana, bo] = ids;
  if (ana === undefined || bo === undefined) throw new Error('Two listeners were to be made.');
  return [ana, bo];
}

it('finds nothing to object to in what the writer wrote', async () => {
  await keepTwoListeners();
  expect(await verifyArchive({ db })).toEqual({ plays: 6, listeners: 2, differences: [] });
});

it.each([
  ['user_track_stats', 'UPDATE user_track_stats SET plays = plays + 1 WHERE user_id = 2 AND plays = 2'],
  ['user_artist_stats', 'DELETE FROM user_artist_stats WHERE user_id = 2 AND artist_id = 1'],
  [
    'user_album_stats',
    "UPDATE user_album_stats SET last_played_at = last_played_at - interval '1 ms' WHERE user_id = 2",
  ],
  [
    'user_recording_stats',
    'UPDATE user_recording_stats SET plays = plays + 1 WHERE user_id = 2 AND plays = 2',
  ],
  ['user_day_stats', 'UPDATE user_day_stats SET hour_plays[1] = hour_plays[1] + 1 WHERE user_id = 2'],
  ['user_genre_stats', 'DELETE FROM user_genre_stats WHERE user_id = 2'],
  ['user_totals', 'UPDATE user_totals SET artists = 1 WHERE user_id = 2'],
  ['user_totals', 'UPDATE user_totals SET estimated_plays = 0 WHERE user_id = 2'],
])('names the row of %s that was tampered with', async (table, sql) => {
  const [ana, bo] = await keepTwoListeners();
  await db.$executeRawUnsafe(sql);
  const { differences } = await verifyArchive({ db });
  expect(differences.map((d) => [d.table, d.userId])).toEqual([[table, bo]]);
  expect((await verifyArchive({ db }, ana)).differences).toEqual([]);
});

it('notices a play whose listening time does not follow from the play before it', async () => {
  const [, bo] = await keepTwoListeners();
  await db.$executeRaw`UPDATE play_events SET listened_ms = listened_ms - 1 WHERE user_id = ${bo} AND played_at = ${NOW}`;
  const { differences } = await verifyArchive({ db });
  expect(differences.some((d) => d.table === 'play_events' && d.userId === bo)).toBe(true);
});

it('notices a play that was taken away', async () => {
  const [, bo] = await keepTwoListeners();
  await db.$executeRaw`DELETE FROM play_events WHERE user_id = ${bo} AND played_at = ${NOW}`;
  const { differences } = await verifyArchive({ db });
  expect([...new Set(differences.map((d) => d.table))].sort()).toEqual([
    'user_album_stats',
    'user_artist_stats',
    'user_day_stats',
    'user_genre_stats',
    'user_recording_stats',
    'user_totals',
    'user_track_stats',
  ]);
});
