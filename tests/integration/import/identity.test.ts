import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { getTop } from '@/services/analytics/top';
import { composeBatch } from '@/services/archival/compose-batch';
import { catalogueOf } from '@/services/archival/observed-catalogue';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { removePlays } from '@/services/history/remove-plays';
import { readDeps } from '../../statistics/listener-stage';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { Browser } from '../../support/http-stage';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { release } from '../../support/music';
import { pageOf, pollPage, type SpotifyPage, spotifyPage } from '../../support/poll-stage';
import { identityFile, recordedPages } from '../../support/recordings';

const stage = useImportStage();

const poll = (page: SpotifyPage) => pollPage(stage(), 'regular', page);

describe('a file of rows that once went wrong', () => {
  const RIGHT: [name: string, plays: number][] = [
    ['year-9999', 0],
    ['before-spotify-and-future', 0],
    ['longer-than-a-day', 0],
    ['same-play-two-seconds-apart', 1],
    ['loop-of-a-short-track', 10],
    ['various-artists', 1],
    ['offline-rows-share-a-moment', 5],
    ['no-names', 1],
  ];

  const cases = RIGHT.flatMap(([name, plays]) =>
    identityFile(name).map(({ folder, text }) => ({ name: `${folder}/${name}`, plays, text })),
  );

  it.each(cases)('$name becomes $plays plays, also when it is brought again', async ({ plays, text }) => {
    const job = await bring(stage(), text);
    expect(await playsOf(stage()), JSON.stringify(job.counts)).toHaveLength(plays);
    if (plays === 0) expect(job.counts.outOfBounds).toBe(job.rowsTotal);
    await bring(stage(), text);
    expect(await playsOf(stage())).toHaveLength(plays);
  });
});

it.each(identityFile('various-artists'))(
  'a play by “Various Artists” in $folder is one by the artists that a poll names, for every listener',
  async ({ text }) => {
    const { db } = stage().deps;
    await new Browser().signIn(stage(), 'quiet');
    await bring(stage(), text);
    const [id, listed] = [
      '0000000000000000000004',
      { name: 'Tune', artists: ['X', 'Y'], durationMs: 180_000 },
    ];
    const page = pageOf({ ...listed, id, playedAt: '2025-03-02T15:00:00.400Z' });
    await poll(page);
    await pollPage(stage(), 'quiet', page);
    expect(await playsOf(stage())).toMatchObject([{ origin: { sources: ['poll', 'extended_history'] } }]);
    for (const user of await db.user.findMany()) {
      const deps = readDeps(db, stage().clock.now());
      const { entries } = await getTop(deps, user, 'artist', ALL_TIME, { by: 'plays', limit: 20 });
      expect(entries.map(({ name, plays: count }) => [name, count])).toEqual([
        ['X', 1],
        ['Y', 1],
      ]);
    }
    await expectRollupsEqualRecount(db, 'after the polls');
  },
);

describe('a play that a file and a poll tell of', () => {
  const row38 = row('2026-02-01T10:00:38Z', { spotify_track_uri: 'spotify:track:one' });
  const listed = { playedAt: '2026-02-01T10:00:38.400Z', name: 'Blink', artists: ['Hiroshi Yoshimura'] };
  const nameless = { master_metadata_track_name: null, master_metadata_album_artist_name: null };

  it.each(['one', 'another'])('is one, whichever comes first: the poll names it %s', async (id) => {
    await bring(stage(), [row38]);
    await poll(pageOf({ ...listed, id }));
    const first = await playsOf(stage());
    expect(first).toMatchObject([{ msPlayed: 200_000, origin: { sources: ['poll', 'extended_history'] } }]);
    expect(first[0]?.playedAt.toISOString()).toBe(listed.playedAt);
    await bring(stage(), [row38]);
    expect(await playsOf(stage())).toHaveLength(1);
  });

  it('is one where a later file has lost the names that an earlier one knew of its other id', async () => {
    await poll(pageOf({ ...listed, id: 'another' }));
    await bring(stage(), [row38]);
    await bring(stage(), [{ ...row38, ...nameless }]);
    expect((await playsOf(stage())).map(({ track }) => track.spotifyId)).toEqual(['another']);
  });

  describe.each([
    ['the name', {}, { name: '', artists: [] }],
    ['the ISRC', { name: 'Mabataki', isrc: 'JPTEST0100001' }, { isrc: undefined }],
  ])('under two ids of one recording, of which the poll’s answer lacks %s', (_what, known, lacking) => {
    const another = { ...listed, ...known, id: 'another' };
    const lacksMuch = () => poll(pageOf({ ...another, ...lacking }));

    beforeEach(async () => {
      await poll(pageOf({ ...another, ...listed, id: 'one', playedAt: '2026-01-02T10:00:00.000Z' }));
      await poll(pageOf({ ...another, playedAt: '2026-01-03T10:00:00.000Z' }));
    });

    it.each(['the file', 'the poll'])('is one where %s comes first', async (first) => {
      if (first === 'the poll') await lacksMuch();
      await bring(stage(), [row38]);
      if (first === 'the file') await lacksMuch();
      expect((await playsOf(stage())).map(({ origin }) => origin.sources)).toEqual([
        ['poll'],
        ['poll'],
        ['poll', 'extended_history'],
      ]);
    });

    it('stays removed', async () => {
      const { deps, userId } = stage();
      await bring(stage(), [row38]);
      for (const { playedAt, trackId } of (await playsOf(stage())).slice(2))
        await removePlays(deps, userId, { what: 'play', playedAt, trackId });
      await lacksMuch();
      expect(await playsOf(stage())).toHaveLength(2);
    });
  });

  it('is one where the row has another id and no names, once Spotify tells that both are one recording', async () => {
    await bring(stage(), [
      row('2026-02-01T10:00:38Z', { ...nameless, spotify_track_uri: 'spotify:track:relinked' }),
    ]);
    await poll(pageOf({ ...listed, id: 'one', isrc: 'DEA1' }));
    expect(await playsOf(stage())).toHaveLength(2);
    const later = { ...listed, playedAt: '2026-02-02T10:00:00.000Z', id: 'relinked', isrc: 'DEA1' };
    await poll(pageOf(later, { ...listed, id: 'one', isrc: 'DEA1' }));
    expect((await playsOf(stage())).map(({ msPlayed, origin }) => [msPlayed, origin.sources])).toEqual([
      [200_000, ['poll', 'extended_history']],
      [null, ['poll']],
    ]);
  });
});

describe.each(recordedPages)('the plays of $name', ({ text }) => {
  const page = spotifyPage.parse(JSON.parse(text));
  /** What a file tells of them: to the second, a little earlier, as long as the time since the play before allows. */
  const rows = (change: (track: SpotifyPage['items'][number]['track']) => object = () => ({})) =>
    page.items.map(({ played_at, track }, index) => {
      const end = Date.parse(played_at);
      const free = end - Date.parse(page.items[index + 1]?.played_at ?? '2020-01-01');
      return row(new Date(end - 300 - ((index * 371) % 1_500)).toISOString().replace(/\.\d+Z/, 'Z'), {
        ms_played: Math.min(track.duration_ms, free),
        spotify_track_uri: `spotify:track:${track.id}`,
        master_metadata_track_name: track.name,
        master_metadata_album_artist_name: track.artists[0]?.name,
        ...change(track),
      });
    });

  it('stay as many when they are imported first and polled then', async () => {
    await bring(stage(), rows());
    await poll(page);
    expect(await playsOf(stage())).toHaveLength(page.items.length);
  });

  it('stay as many when they are polled first, and a file names other ids, “Various Artists” and remasters', async () => {
    await poll(page);
    const job = await bring(
      stage(),
      rows(({ id, name }) => ({
        spotify_track_uri: `spotify:track:X${id.slice(1)}`,
        master_metadata_track_name: `${name} - Remastered 2011`,
        master_metadata_album_artist_name: 'Various Artists',
      })),
    );
    expect(job.counts).toMatchObject({ added: 0, tooShort: 0 });
    const plays = await playsOf(stage());
    expect(plays).toHaveLength(page.items.length);
    expect(plays.flatMap(({ track }) => track.artists.map(({ artist }) => artist.name))).not.toContain(
      'Various Artists',
    );
  });
});

it('a play that a file tells again before it follows Spotify’s word is the one that was polled', async () => {
  const polled = { name: 'Blink', artists: ['Hiroshi Yoshimura'], isrc: 'JPTEST0100001' };
  const rows = [
    row('2026-02-01T10:00:38Z', {
      spotify_track_uri: 'spotify:track:other',
      master_metadata_track_name: 'Clin d’œil',
    }),
  ];
  await bring(stage(), rows);
  await poll(pageOf({ ...polled, playedAt: '2026-02-01T10:00:38.400Z', id: 'one' }));
  expect(await playsOf(stage())).toHaveLength(2);
  const { db, clock, logger } = stage().deps;
  const word = release('other', { name: 'Clin d’œil', isrc: polled.isrc });
  await writePlayBatch(db, { ...composeBatch(clock.now(), [], null), ...catalogueOf([word]) });
  await bring(stage(), rows);
  await settleRollups({ db, clock, logger });
  expect(await playsOf(stage())).toMatchObject([
    { playedAt: new Date('2026-02-01T10:00:38.400Z'), msPlayed: 200_000, track: { name: 'Blink' } },
  ]);
  await expectRollupsEqualRecount(db, 'reported again');
});
