import { beforeEach, describe, expect, it } from 'vitest';
import * as taking from '@/app/api/export/route';
import { call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { bring } from '../../support/import-stage';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { readCsvTable } from '../../support/read-csv';

const stage = useHttpStage();
let cookie = '';
let userId = 0;

beforeEach(async () => {
  ({ cookie, userId } = await signIn('regular'));
});

async function signIn(listener: string) {
  const browser = await signedInBrowser(stage(), listener);
  const user = await stage().deps.db.user.findUniqueOrThrow({ where: { spotifyId: listener } });
  await stage().deps.db.user.update({ where: { id: user.id }, data: { timeZone: 'Asia/Kathmandu' } });
  return { cookie: browser.cookieHeader(), userId: user.id };
}

const ask = (query: string, as = cookie) =>
  call(taking.GET, `/api/export?${query}`, { headers: { cookie: as } });
const textOf = async (query: string, as = cookie) => {
  const response = await ask(query, as);
  expect(response.status).toBe(200);
  return response.text();
};

/** This many plays, five minutes apart, of a few tracks. */
const life = (plays: number): PlayedTrack[] =>
  Array.from({ length: plays }, (_, n) => ({
    endedAt: new Date(Date.UTC(2026, 0, 1, 18) + n * 300_000 + (n % 7) * 111),
    track: `track-${n % 13}`,
    artists: n % 13 === 3 ? ['One', 'Two "quoted", with comma'] : [`artist-${n % 5}`],
    album: n % 13 === 4 ? null : `album-${n % 4}`,
    durationMs: 180_000 + n,
    ...(n % 3 === 0 ? { msPlayed: 100_000 + n } : {}),
  }));

const keep = (plays: number, id = userId) =>
  keepPlays(stage().deps.db, id, new Date('2026-02-01T00:00:00Z'), life(plays));

describe('the CSV file', () => {
  it('has every play of the database, row by row, however many pages that takes', async () => {
    await keep(3_101);
    const response = await ask('format=csv');
    expect(response.headers.get('content-type')).toContain('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="audiospective-[\d-]+\.csv"$/,
    );
    const table = readCsvTable(await response.text());
    const plays = await stage().deps.db.playEvent.findMany({
      where: { userId },
      orderBy: [{ playedAt: 'asc' }, { trackId: 'asc' }],
      include: { track: { include: { album: true } } },
    });
    expect(table).toHaveLength(3_101);
    expect(
      table.map((r) => [r.played_at_utc, r.track_id, r.album, r.ms_played, r.listened_ms, r.duration_ms]),
    ).toEqual(
      plays.map((p) => [
        p.playedAt.toISOString(),
        p.track.spotifyId,
        p.track.album?.name ?? '',
        String(p.msPlayed ?? ''),
        String(p.listenedMs),
        String(p.track.durationMs),
      ]),
    );
    expect(table[3]).toMatchObject({
      artists: 'One; Two "quoted", with comma',
      artist_ids: 'One Two "quoted", with comma',
      sources: 'poll extended_history',
      counted: 'true',
      listened_is_estimate: 'false',
    });
    for (const r of table) expect(new Date(r.played_at_local ?? '').toISOString()).toBe(r.played_at_utc);
    expect(table[0]?.played_at_local).toMatch(/^2026-01-01T23:45:00\.000\+05:45$/);
  });

  it('holds the days that were asked for, in the listener’s own zone', async () => {
    await keep(600);
    const table = readCsvTable(await textOf('format=csv&from=2026-01-02&to=2026-01-02'));
    expect(new Set(table.map((r) => r.played_at_local?.slice(0, 10)))).toEqual(new Set(['2026-01-02']));
    expect(table).toHaveLength(288);
    expect(await textOf('format=csv&from=2020-01-02&to=2020-01-02')).toMatch(/^played_at_utc,[^\n]*\r\n$/);
  });

  it('runs nothing in a spreadsheet, and the texts can be had back', async () => {
    const names = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\tx',
      '\rx',
      "'quoted",
      '＝1',
      'plain, with "comma"',
      'line\nbreak',
    ];
    const played = names.map((track, n) => ({
      endedAt: new Date(Date.UTC(2026, 0, 1, n)),
      track,
      artists: [track],
      album: track,
      durationMs: 1_000,
    }));
    await keepPlays(stage().deps.db, userId, new Date('2026-02-01T00:00:00Z'), played);
    const text = await textOf('format=csv');
    const table = readCsvTable(text);
    for (const r of table) for (const field of Object.values(r)) expect(field).not.toMatch(/^[=+\-@\t\r＝]/);
    expect(table.map((r) => r.track?.replace(/^'/, ''))).toEqual(names);
  });

  it('begins with a byte order mark only for Excel', async () => {
    await keep(1);
    const bytes = async (query: string) => Buffer.from(await (await ask(query)).arrayBuffer());
    expect((await bytes('format=excel')).subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect((await bytes('format=csv')).toString('latin1', 0, 6)).toBe('played');
  });
});

describe('the JSON file', () => {
  interface File {
    plays: { playedAt: string }[];
    tracks: unknown[];
    gaps: unknown[];
  }

  it('is one document, with a version, with and without plays', async () => {
    const empty = JSON.parse(await textOf('format=json')) as File;
    expect(empty).toMatchObject({
      format: 'audiospective-export',
      version: 1,
      plays: [],
      tracks: [],
      gaps: [],
    });
    await keep(3_100);
    const full = JSON.parse(await textOf('format=json')) as File;
    expect(full.plays).toHaveLength(3_100);
    expect(full.tracks).toHaveLength(13);
    expect(new Set(full.plays.map((play) => play.playedAt)).size).toBe(3_100);
  });

  it('restores everything into an empty archive: plays, music, gaps and every figure; and adds nothing the second time', async () => {
    const { db } = stage().deps;
    await keep(3_100);
    const openedAt = new Date();
    await db.archiveGap.createMany({
      data: [
        {
          userId,
          from: new Date('2008-10-08'),
          to: new Date('2026-01-01'),
          missedAtMost: 18_000_000,
          openedAt,
        },
        { userId, from: new Date('2026-01-01'), to: new Date('2026-01-02'), missedAtMost: 7, openedAt },
      ],
    });
    const file = await textOf('format=json');
    const before = await everything(userId);
    await db.$executeRaw`TRUNCATE play_events, tracks, albums, artists, track_artists, user_track_stats, user_artist_stats,
      user_album_stats, user_recording_stats, user_day_stats, user_session_days, user_genre_stats, user_totals, archive_gaps
      CASCADE`;
    const other = { ...stage(), ...(await signIn('quiet')) };
    await bring(other, file);
    expect(await everything(other.userId)).toEqual(before);
    expect((await bring(other, file)).counts).toMatchObject({
      added: 0,
      alreadyKnown: 3_100,
    });
    expect(await everything(other.userId)).toEqual(before);
  });

  /** What two archives must have in common, by names that mean the same in both. */
  async function everything(id: number) {
    return stage().deps.db.$queryRaw`
      SELECT (SELECT json_agg(json_build_array(p.played_at, t.spotify_id, p.ms_played, p.listened_ms, n.skipped, n.reason_start, n.reason_end,
                  o.sources, c.uri, ARRAY(SELECT r.source || ' ' || r.ended_at FROM play_reports r WHERE r.user_id = p.user_id
                    AND r.played_at = p.played_at AND r.track_id = p.track_id ORDER BY 1))
                ORDER BY p.played_at, t.spotify_id)
              FROM play_events p JOIN tracks t ON t.id = p.track_id JOIN play_origins o ON o.id = p.origin_id
              LEFT JOIN play_endings n ON n.id = p.ending_id
              LEFT JOIN play_contexts c ON c.id = p.context_id WHERE p.user_id = ${id}) AS plays,
        (SELECT json_agg(json_build_array(t.spotify_id, t.name, t.duration_ms, t.isrc, t.explicit, al.spotify_id, al.name,
                  al.image_url, al.release_date, ARRAY(SELECT a.spotify_id || a.name FROM track_artists ta
                    JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = t.id ORDER BY ta.position)) ORDER BY t.spotify_id)
              FROM tracks t LEFT JOIN albums al ON al.id = t.album_id) AS tracks,
        (SELECT json_agg(json_build_array(t.spotify_id, s.plays, s.listened_ms, s.first_played_at, s.last_played_at)
                ORDER BY t.spotify_id) FROM user_track_stats s JOIN tracks t ON t.id = s.track_id WHERE s.user_id = ${id}) AS by_track,
        (SELECT json_agg(json_build_array(day, plays, listened_ms, hour_plays) ORDER BY day) FROM user_day_stats
         WHERE user_id = ${id}) AS by_day,
        (SELECT json_agg(json_build_array(plays, listened_ms, tracks, recordings, artists, albums, estimated_plays)) FROM user_totals
         WHERE user_id = ${id}) AS totals,
        (SELECT json_agg(json_build_array(from_at, to_at, missed_at_most, closed_at)) FROM archive_gaps
         WHERE user_id = ${id}) AS gaps`;
  }
});

describe('a reader that disconnects', () => {
  it('leaves nothing running, and the next question is answered', async () => {
    await keep(3_100);
    const response = await ask('format=csv');
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    await stage().deps.db.user.count();
    expect(stage().logged.join()).toContain('"outcome":"aborted"');
  });
});

describe('who may', () => {
  it('no one without a session, and each listener only their own data', async () => {
    await keep(5);
    expect((await call(taking.GET, '/api/export?format=csv')).status).toBe(401);
    const other = await signIn('quiet');
    expect(readCsvTable(await textOf('format=csv', other.cookie))).toEqual([]);
  });

  it.each(['format=xml', 'range=1w', 'from=2026-02-30', 'gdpr=maybe'])(
    '%s is refused with its field',
    async (query) => {
      const response = await ask(query);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'VALIDATION_ERROR', field: query.split('=')[0] });
    },
  );
});
