import { beforeEach, describe, expect, it } from 'vitest';
import * as search from '@/app/api/search/route';
import { SECOND } from '@/lib/shared/time';
import { call, signedInBrowser } from '../../support/http-stage';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { falseRow, lies, listed } from '../../support/lies';
import { pageOf, pollPage } from '../../support/poll-stage';
import { CANARY, routeTable } from '../../support/routes/route-table';
import { loadRoute } from '../../support/routes/routes-on-disk';

const a = useImportStage();
let b = { cookie: '', userId: 0 };

beforeEach(async () => {
  const browser = await signedInBrowser(a(), 'quiet');
  const { id } = await a().deps.db.user.findUniqueOrThrow({ where: { spotifyId: 'quiet' } });
  b = { cookie: browser.cookieHeader(), userId: id };
});

/** What every route with a GET answers a listener. */
async function allAnswers(cookie: string): Promise<string> {
  const answers: string[] = [];
  for (const [path, { asks }] of Object.entries(routeTable)) {
    const handler = (await loadRoute(path)).GET;
    if (!handler || !asks.GET || path.includes('[')) continue;
    const query = typeof asks.GET.query === 'string' ? `?${asks.GET.query}` : '';
    // A fast machine asks more often than a listener may.
    a().clock.advance(SECOND);
    const response = await call(handler, path + query, { headers: { cookie } });
    expect(response.status, path).not.toBe(429);
    answers.push(`${path} ${await response.text()}`);
  }
  return answers.join('\n');
}

describe('a file of one listener', () => {
  it.each(['before the other is polled', 'afterwards'])(
    'is seen by nobody else: brought %s',
    async (when) => {
      const files = async () => {
        await bring(a(), lies);
        await bring(a(), [falseRow]);
      };
      if (when === 'before the other is polled') await files();
      await pollPage(a(), 'quiet', pageOf({ ...listed, isrc: 'REAL1' }));
      if (when === 'afterwards') await files();
      await pollPage(
        a(),
        'quiet',
        pageOf({ ...listed, playedAt: '2026-02-01T11:00:00.000Z', isrc: 'REAL1' }),
      );

      const seen = await allAnswers(b.cookie);
      expect(seen).not.toContain(CANARY);
      for (const name of [listed.name, ...listed.artists, listed.album]) expect(seen).toContain(name);
      const plays = await a().deps.db.playEvent.findMany({ where: { userId: b.userId } });
      expect(plays.map(({ listenedMs }) => listenedMs)).toEqual([200_000, 200_000]);
      const shared = await a().deps.db.$queryRaw<{ text: string }[]>`
      SELECT (SELECT coalesce(json_agg(x), '[]') FROM artists x WHERE claimed_by IS NULL)::text
        || (SELECT coalesce(json_agg(x), '[]') FROM albums x WHERE claimed_by IS NULL)::text
        || (SELECT coalesce(json_agg(x), '[]') FROM tracks x WHERE claimed_by IS NULL)::text AS text`;
      expect(shared[0]?.text).not.toContain(CANARY);
    },
  );

  it('gives way to Spotify’s word for its owner too, and no play of theirs is lost', async () => {
    await bring(a(), lies);
    await bring(a(), [falseRow]);
    expect((await playsOf(a())).map(({ track }) => track.name)).toContain(`${CANARY} track`);
    await pollPage(a(), 'quiet', pageOf({ ...listed, isrc: 'REAL1' }));
    const plays = (await playsOf(a())).filter(({ track }) => track.spotifyId === 'real');
    expect(
      plays.map(({ msPlayed, track }) => [
        msPlayed,
        track.name,
        track.album?.name,
        track.durationMs,
        track.claimedBy,
        track.artists.map(({ artist }) => artist.name),
      ]),
    ).toEqual([1, 200_000].map((ms) => [ms, 'Real Name', 'Real Album', 200_000, null, ['Real Artist']]));
  });
});

describe('what Spotify renames', () => {
  it('has its new name everywhere, and no second artist, though a file knows the old one', async () => {
    await pollPage(a(), 'regular', pageOf(listed));
    const old = {
      spotify_track_uri: 'spotify:track:real',
      master_metadata_track_name: 'Real Name',
      master_metadata_album_artist_name: 'Real Artist',
      master_metadata_album_album_name: 'Real Album',
    };
    await bring(a(), [row('2026-01-06T10:00:00Z', old)]);
    const renamed = { name: 'New Title', artists: ['New Artist'], album: 'New Album' };
    await pollPage(a(), 'regular', pageOf({ ...listed, ...renamed, playedAt: '2026-02-01T11:00:00.000Z' }));
    await bring(a(), [row('2026-01-07T10:00:00Z', old)]);

    const seen = await allAnswers(a().cookie);
    for (const name of ['Real Name', 'Real Artist', 'Real Album']) expect(seen).not.toContain(name);
    for (const name of ['New Title', 'New Artist', 'New Album']) expect(seen).toContain(name);
    const found = await call(search.GET, '/api/search?q=new', { headers: { cookie: a().cookie } });
    const text = await found.text();
    for (const name of ['New Title', 'New Artist', 'New Album']) expect(text).toContain(name);
    expect(await a().deps.db.artist.findMany()).toMatchObject([{ name: 'New Artist', claimedBy: null }]);
    expect(await playsOf(a())).toHaveLength(4);
  });
});
