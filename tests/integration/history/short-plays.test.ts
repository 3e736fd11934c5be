import { expect, it } from 'vitest';
import * as recent from '@/app/api/recent-plays/route';
import type { HistoryPage } from '@/lib/shared/analytics/statistics';
import { APP, call } from '../../support/http-stage';
import { bring, row, useImportStage } from '../../support/import-stage';

const stage = useImportStage();

async function listed(query = ''): Promise<HistoryPage['plays']> {
  const answer = await call(recent.GET, `/api/recent-plays${query}`, {
    headers: { cookie: stage().cookie, origin: APP },
  });
  return ((await answer.json()) as HistoryPage).plays;
}

it('plays that are too short are listed on request only, marked, and name their source', async () => {
  await bring(stage(), [row('2021-03-03T21:14:05Z'), row('2021-03-03T21:15:00Z', { ms_played: 4_000 })]);
  expect(await listed()).toMatchObject([{ listenedMs: 200_000, isCounted: true }]);
  expect(await listed('?short=true')).toMatchObject([
    { listenedMs: 4_000, isCounted: false, sources: ['extended_history'] },
    { listenedMs: 200_000, isCounted: true, sources: ['extended_history'] },
  ]);
  expect(await listed('?short=true&q=blink')).toHaveLength(2);
});

it('a play that a file names by its id alone is an unknown track, never an empty text', async () => {
  const id = '0000000000000000000005';
  const nameless = { master_metadata_track_name: null, master_metadata_album_artist_name: null };
  const uri = { spotify_track_uri: `spotify:track:${id}`, master_metadata_album_album_name: null };
  await bring(stage(), [row('2025-03-02T16:00:00Z', { ...nameless, ...uri })]);
  expect(await listed()).toMatchObject([{ name: 'Unknown track', spotifyId: id, artists: [] }]);
});
