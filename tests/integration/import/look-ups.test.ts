import { expect, it } from 'vitest';
import { z } from 'zod';
import { queryOnly } from '@/lib/db/query';
import { useImportStage } from '../../support/import-stage';

const stage = useImportStage();

const calls = z.object({ calls: z.int() });

/** What a file says of this many tracks that Spotify has not named, each by an artist of its own. */
const claimsOf = (count: number) => ({
  artists: numbers(count).map((n) => ({
    name_key: `artist ${n}`,
    name: `Artist ${n}`,
    search_name: `artist ${n}`,
  })),
  albums: [],
  tracks: numbers(count).map((n) => ({
    name_key: `track ${n}`,
    name: `Track ${n}`,
    search_name: `track ${n}`,
    explicit: false,
    title_key: `track ${n}`,
    artists_key: `artist ${n}`,
  })),
  track_artists: numbers(count).map((n) => ({
    track_key: `track ${n}`,
    position: 0,
    artist_key: `artist ${n}`,
  })),
});
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

it('the artists of a file are looked up once for each row, not for each pair of rows', async () => {
  const { deps, userId } = stage();
  const found = await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL track_functions = 'all'`;
    await tx.$executeRaw`SELECT add_claims(${userId}::int, ${JSON.stringify(claimsOf(100))}::jsonb)`;
    return queryOnly(tx, calls)`
      SELECT calls::int AS calls FROM pg_stat_xact_user_functions WHERE funcname = 'claimed_artist'`;
  });
  expect(found.calls).toBe(200);
  expect(await deps.db.trackArtist.count()).toBe(100);
});
