import { describe, expect, it } from 'vitest';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { ownExport } from '../../support/import/history-shapes';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useImportStage();

/** A play as polling finds it. */
const played = (endedAt: string, track = 'blink', name = 'Hiroshi Yoshimura') => ({
  endedAt: new Date(endedAt),
  track,
  artists: [name],
  album: 'Music for Nine Postcards',
  durationMs: 240_000,
});

describe('the extended streaming history', () => {
  it('becomes plays with their listened times and the names of the file', async () => {
    const job = await bring(stage(), [
      row('2021-03-03T21:14:05Z'),
      row('2021-03-03T21:18:00Z', { skipped: null }),
    ]);
    expect(job).toMatchObject({ status: 'succeeded', format: 'extended_history', counts: { added: 2 } });
    const [first] = await playsOf(stage());
    expect(first).toMatchObject({
      msPlayed: 200_000,
      listenedMs: 200_000,
      ending: { skipped: false },
      origin: { sources: ['extended_history'] },
      track: {
        spotifyId: 'blink',
        name: 'Blink',
        claimedBy: stage().userId,
        album: { name: 'Music for Nine Postcards' },
      },
    });
    expect(first?.playedAt.toISOString()).toBe('2021-03-03T21:14:05.000Z');
    expect(first?.track.artists.map(({ artist }) => artist.name)).toEqual(['Hiroshi Yoshimura']);
  });

  it('adds nothing when it is imported again', async () => {
    const rows = [row('2021-03-03T21:14:05Z'), row('2021-03-03T21:18:00Z'), row('2021-03-04T07:00:00Z')];
    await bring(stage(), rows);
    const before = await playsOf(stage());
    const again = await bring(stage(), rows);
    expect(again.counts).toMatchObject({ added: 0, alreadyKnown: 3, enriched: 0 });
    expect(await playsOf(stage())).toEqual(before);
  });

  it('reports which rows are no plays, and why', async () => {
    const job = await bring(stage(), [
      row('2021-03-03T21:14:05Z'),
      row('2021-03-03T21:14:05Z'),
      row('2021-03-03T21:20:00Z', { ms_played: 29_999 }),
      row('2021-03-03T21:30:00Z', { incognito_mode: true }),
      row('2021-03-03T21:40:00Z', { spotify_track_uri: null, episode_name: 'An episode' }),
      row('2021-03-03T21:50:00Z', { spotify_track_uri: null, audiobook_title: 'A book' }),
      row('2021-03-03T22:00:00Z', { spotify_track_uri: null, master_metadata_track_name: null }),
      row('9999-12-31T23:59:59Z'),
      { ts: 'yesterday' },
      null,
    ]);
    expect(job.counts).toEqual({
      added: 1,
      alreadyKnown: 0,
      enriched: 0,
      repeated: 1,
      tooShort: 1,
      removed: 0,
      privateSession: 1,
      podcast: 1,
      audiobook: 1,
      noTrack: 1,
      outOfBounds: 1,
      unreadable: 2,
    });
  });

  it('imports private sessions on request', async () => {
    const rows = [row('2021-03-03T21:30:00Z', { incognito_mode: true })];
    expect((await bring(stage(), rows)).counts).toMatchObject({ added: 0, privateSession: 1 });
    expect((await bring(stage(), rows, '&privateSessions=include')).counts).toMatchObject({
      added: 1,
      privateSession: 0,
    });
  });

  it('stores neither network addresses nor devices', async () => {
    await bring(stage(), [row('2021-03-03T21:14:05Z')]);
    const { rows } = await stage().deps.db.$queryRaw<{ rows: string }[]>`
      SELECT (SELECT string_agg(s::text, '') FROM import_jobs s) || coalesce((SELECT string_agg(encode(payload, 'hex'), '')
        FROM import_chunks), '') AS rows`.then(([first]) => first ?? { rows: '' });
    expect(rows).not.toContain('192.0.2.7');
    expect(await stage().deps.db.importChunk.count()).toBe(0);
  });
});

describe('a play that was polled before', () => {
  it('is counted once: it keeps its time and gets its listened time', async () => {
    const polled = [
      played('2026-02-01T10:00:00.482Z'),
      played('2026-02-01T10:04:00.117Z'),
      played('2026-02-01T11:00:00.001Z'),
    ];
    await keepPlays(stage().deps.db, stage().userId, new Date('2026-02-01T12:00:00Z'), polled);
    const job = await bring(stage(), [
      row('2026-02-01T10:00:01Z', { ms_played: 31_000, skipped: true }),
      row('2026-02-01T10:04:30Z'),
      row('2026-02-01T09:00:00Z'),
    ]);
    expect(job.counts).toMatchObject({ added: 1, enriched: 2, alreadyKnown: 0 });
    const all = await playsOf(stage());
    expect(all.map((play) => [play.playedAt.toISOString(), play.msPlayed, play.listenedMs])).toEqual([
      ['2026-02-01T09:00:00.000Z', 200_000, 200_000],
      ['2026-02-01T10:00:00.482Z', 31_000, 31_000],
      ['2026-02-01T10:04:00.117Z', 200_000, 200_000],
      ['2026-02-01T11:00:00.001Z', null, 240_000],
    ]);
    expect(all[1]).toMatchObject({
      ending: { skipped: true },
      origin: { sources: ['poll', 'extended_history'] },
    });
  });

  it('is recognised under another id of the same recording', async () => {
    await keepPlays(stage().deps.db, stage().userId, new Date('2026-02-01T12:00:00Z'), [
      played('2026-02-01T10:00:00.482Z', 'Blink', 'Hiroshi Yoshimura'),
    ]);
    const job = await bring(stage(), [
      row('2026-02-01T10:00:00Z', { spotify_track_uri: 'spotify:track:another1' }),
    ]);
    expect(job.counts).toMatchObject({ added: 0, enriched: 1 });
  });

  it('stays apart from a play of the same track more than a minute away', async () => {
    await keepPlays(stage().deps.db, stage().userId, new Date('2026-02-01T12:00:00Z'), [
      played('2026-02-01T10:00:00.482Z'),
    ]);
    expect((await bring(stage(), [row('2026-02-01T10:01:01Z')])).counts).toMatchObject({
      added: 1,
      enriched: 0,
    });
  });
});

describe('what the archive learns about the music', () => {
  it('completes an imported track once Spotify lists it, and counts the later play correctly', async () => {
    const { db } = stage().deps;
    await bring(stage(), [row('2021-03-03T21:14:05Z', { spotify_track_uri: 'spotify:track:Blink' })]);
    await keepPlays(db, stage().userId, new Date('2026-02-01T12:00:00Z'), [
      {
        endedAt: new Date('2026-02-01T10:00:00.482Z'),
        track: 'Blink',
        artists: ['Hiroshi Yoshimura'],
        album: 'postcards',
        durationMs: 240_000,
      },
    ]);
    expect((await playsOf(stage())).map((play) => play.listenedMs)).toEqual([200_000, 240_000]);
    expect(await db.artist.findMany({ where: { name: 'Hiroshi Yoshimura' } })).toMatchObject([
      { spotifyId: 'Hiroshi Yoshimura' },
    ]);
    expect(await db.album.findMany()).toMatchObject([{ spotifyId: 'postcards', name: 'postcards' }]);
    expect(await db.track.findMany()).toMatchObject([{ durationMs: 240_000, claimedBy: null }]);
    await expectRollupsEqualRecount(db, 'after the poll');
  });

  it('recounts a play without a listened time once the length of its track is known', async () => {
    const { db } = stage().deps;
    await bring(stage(), [row('2021-03-03T21:14:05Z', { spotify_track_uri: 'spotify:track:Blink' })]);
    await bring(stage(), ownExportOf({ track: 'Blink', playedAt: '2021-03-03T22:00:00.000Z' }));
    const polled = [played('2026-02-01T10:00:00.482Z', 'Blink', 'Hiroshi Yoshimura')];
    await keepPlays(db, stage().userId, new Date('2026-02-01T12:00:00Z'), polled);
    expect((await playsOf(stage())).map((play) => play.listenedMs)).toEqual([200_000, 240_000, 240_000]);
    await expectRollupsEqualRecount(db, 'after the poll');
  });
});

/** Our own export with a single play that nobody measured, of a track that is known from a file only. */
const ownExportOf = ({ track, playedAt }: { track: string; playedAt: string }) => ({
  format: 'audiospective-export',
  version: 1,
  exportedAt: '2022-01-01T00:00:00.000Z',
  listener: { name: null, spotifyId: 'regular', timeZone: 'UTC' },
  range: { from: null, to: null },
  plays: [
    { playedAt, track, msPlayed: null, listenedMs: 0, sources: ['poll'], skipped: null, context: null },
  ],
  gaps: [],
  tracks: [
    { id: track, name: track, durationMs: null, isrc: null, explicit: false, album: null, artists: [] },
  ],
  albums: [],
  artists: [],
});

describe('a gap', () => {
  const open = (from: string, to: string) =>
    stage().deps.db.archiveGap.create({
      data: {
        userId: stage().userId,
        from: new Date(from),
        to: new Date(to),
        missedAtMost: 20,
        openedAt: new Date(to),
      },
    });

  it('is closed by a file that covers all of it, and left open by one that does not', async () => {
    await open('2026-02-01T10:00:00.4Z', '2026-02-01T12:00:00.9Z');
    await open('2026-02-03T10:00:00Z', '2026-02-03T12:00:00Z');
    const job = await bring(stage(), [
      row('2026-02-01T10:00:00Z'),
      row('2026-02-01T11:00:00Z'),
      row('2026-02-01T12:00:00Z'),
    ]);
    expect(job.gapsClosed).toBe(1);
    expect(await stage().deps.db.archiveGap.findMany({ orderBy: { from: 'asc' } })).toMatchObject([
      { closedBy: 'import', missedAtMost: 0 },
      { closedBy: null, missedAtMost: 20 },
    ]);
  });

  it.each(['the file', 'the export'])(
    'of an export is closed by a file that covers all of it; first comes %s',
    async (first) => {
      const files = [[row('2020-02-01T00:50:00Z'), row('2020-02-01T02:10:00Z')], JSON.stringify(ownExport())];
      for (const file of first === 'the file' ? files : files.toReversed()) await bring(stage(), file);
      expect(await stage().deps.db.archiveGap.findMany()).toMatchObject([
        { from: new Date('2020-02-01T01:00:00Z'), closedBy: 'import', missedAtMost: 0 },
      ]);
    },
  );

  it('of an export has only the time that no other gap has', async () => {
    await open('2020-02-01T10:00:00Z', '2020-02-01T12:00:00Z');
    const at = (hour: string) => `2020-02-01T${hour}:00.000Z`;
    const exported = [
      [at('09:30'), at('11:00')],
      [at('10:15'), at('10:45')],
      [at('10:00'), at('12:00')],
      [at('11:00'), at('13:00')],
      [at('12:30'), at('12:45')],
      [at('14:00'), at('15:00')],
      // No play fits into the rest of it.
      [at('12:59'), '2020-02-01T13:00:50.000Z'],
    ].map(([from, to]) => ({ ...ownExport().gaps[0], from, to }));
    await bring(stage(), JSON.stringify({ ...ownExport(), gaps: exported }));
    const gaps = await stage().deps.db.archiveGap.findMany({ orderBy: { from: 'asc' } });
    expect(
      gaps.map(({ from, to }) => `${from.toISOString().slice(11, 16)}–${to.toISOString().slice(11, 16)}`),
    ).toEqual(['09:30–10:00', '10:00–12:00', '12:00–13:00', '14:00–15:00']);
  });

  it('stays open where a play that was synchronised a year later ended before it', async () => {
    await open('2025-06-01T10:00:00Z', '2025-06-01T12:00:00Z');
    const playedAt = Date.parse('2025-03-19T10:00:00Z') / 1_000;
    const job = await bring(stage(), [
      row('2026-02-01T10:00:00Z', { offline: true, offline_timestamp: playedAt }),
      row('2026-02-01T11:00:00Z'),
    ]);
    expect(job).toMatchObject({ gapsClosed: 0, firstPlayAt: '2025-03-19T10:03:20.000Z' });
  });
});

describe('account data, without ids and to the minute', () => {
  it('finds its plays among those that are known, and its tracks by their names', async () => {
    const { db } = stage().deps;
    await keepPlays(db, stage().userId, new Date('2026-02-01T12:00:00Z'), [
      {
        endedAt: new Date('2026-02-01T10:00:40.482Z'),
        track: 'Blink',
        artists: ['Hiroshi Yoshimura'],
        album: null,
        durationMs: 240_000,
      },
    ]);
    const short = (endTime: string, trackName = 'Blink', msPlayed = 200_000) => ({
      endTime,
      artistName: 'Hiroshi Yoshimura',
      trackName,
      msPlayed,
    });
    const job = await bring(stage(), [
      short('2026-02-01 10:00'),
      short('2026-01-01 10:00'),
      short('2026-01-01 11:00', 'Never heard of'),
    ]);
    expect(job).toMatchObject({ format: 'account_data', counts: { enriched: 1, added: 2, noTrack: 0 } });
    // The extended history tells the same play to the second.
    const exact = await bring(stage(), [
      row('2026-01-01T10:00:40Z', { spotify_track_uri: 'spotify:track:Blink' }),
    ]);
    expect(exact.counts).toMatchObject({ added: 0, alreadyKnown: 1 });
  });
});
