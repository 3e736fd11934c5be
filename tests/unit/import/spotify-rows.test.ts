import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportedBy } from '@/lib/history/combine-plays';
import { matchPlays } from '@/lib/history/match-plays';
import { reportBy } from '@/lib/history/play-source';
import { type ReadOptions, readAccountRow, readExtendedRow } from '@/lib/import/spotify-rows';

const options: ReadOptions = { privateSessions: false, now: new Date('2026-11-28') };

const extended = (over: Record<string, unknown> = {}) => ({
  ts: '2021-03-03T21:14:05Z',
  ms_played: 200_000,
  master_metadata_track_name: 'Blink',
  master_metadata_album_artist_name: 'Hiroshi Yoshimura',
  master_metadata_album_album_name: 'Music for Nine Postcards',
  spotify_track_uri: 'spotify:track:blink',
  episode_name: null,
  reason_start: 'trackdone',
  reason_end: 'fwdbtn',
  offline: true,
  offline_timestamp: 1_614_805_000,
  ...over,
});
const account = (over: Record<string, unknown> = {}) => ({
  endTime: '2021-03-03 21:14',
  artistName: 'Hiroshi Yoshimura',
  trackName: 'Blink',
  msPlayed: 200_000,
  ...over,
});

/** What became of a row: the reason why it is no play, or null. */
const refusal = (item: unknown) => {
  const read = readExtendedRow(item, options);
  return 'refused' in read ? read.refused : null;
};
const rowOf = (item: unknown) => {
  const read = readExtendedRow(item, options);
  return 'row' in read ? read.row : null;
};
const fixture = (name: string): unknown[] =>
  JSON.parse(readFileSync(new URL(`../../fixtures/identity/${name}.json`, import.meta.url), 'utf8'));

describe('a row of the extended history', () => {
  it('tells whether, when and why it was played offline', () => {
    expect(rowOf(extended())).toMatchObject({
      offline: true,
      offlineTimestamp: 1_614_805_000_000,
      reasonStart: 'trackdone',
      reasonEnd: 'fwdbtn',
    });
    expect(rowOf(extended({ offline_timestamp: 1_614_805_000_123 }))?.offlineTimestamp).toBe(
      1_614_805_000_123,
    );
    for (const nothing of [0, null, undefined, -1, 1e300, Number.POSITIVE_INFINITY, 'soon']) {
      expect(rowOf(extended({ offline_timestamp: nothing }))?.offlineTimestamp, String(nothing)).toBeNull();
    }
  });

  it('says yes or no in whichever way a tool wrote it', () => {
    for (const [yes, no] of [
      [true, false],
      [1.0, 0.0],
      ['true', 'False'],
    ]) {
      const row = rowOf(extended({ skipped: yes, offline: no }));
      expect([row?.skipped, row?.offline], String(yes)).toEqual([true, false]);
      expect([yes, no].map((incognito_mode) => refusal(extended({ incognito_mode })))).toEqual([
        'privateSession',
        null,
      ]);
    }
    for (const nothing of [null, undefined, '', 2, [], {}])
      expect(rowOf(extended({ skipped: nothing }))?.skipped, String(nothing)).toBeNull();
  });

  it.each(['year-9999', 'before-spotify-and-future', 'longer-than-a-day'])(
    'of %s is out of bounds',
    (name) => {
      const rows = fixture(name);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map(refusal)).toEqual(rows.map(() => 'outOfBounds'));
    },
  );

  it('without names is a play all the same', () => {
    expect(fixture('no-names').map(rowOf)).toMatchObject([{ name: '', artist: '', album: null }]);
  });

  it('without an address is a play of the track that it names', () => {
    for (const spotify_track_uri of [null, undefined, ''])
      expect(rowOf(extended({ spotify_track_uri }))).toMatchObject({ track: null, name: 'Blink' });
    const nameless = ['master_metadata_track_name', 'master_metadata_album_artist_name'];
    for (const key of nameless)
      expect(refusal(extended({ spotify_track_uri: null, [key]: null })), key).toBe('noTrack');
    const others = ['spotify:local:A:B:Blink:200', 'spotify:episode:512ojhOuo1ktJprKbVcKyQ', 'blink'];
    expect(others.map((spotify_track_uri) => refusal(extended({ spotify_track_uri })))).toEqual(
      others.map(() => 'noTrack'),
    );
  });

  it('without an address is the same play when it is reported again, whatever its names are', () => {
    const names = fc.string({
      unit: fc.constantFrom(...' \u00A0\u0000\u0301\u200B\'’´"-(feat.)é歌🎧'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(names, names, (title, artist) => {
        const read = rowOf(
          extended({
            spotify_track_uri: null,
            master_metadata_track_name: title,
            master_metadata_album_artist_name: artist,
          }),
        );
        if (!read) return;
        const track = { title: read.name, artists: [read.artist], isrc: null, durationMs: null };
        const row = () =>
          reportBy('extended_history', read.at, {
            ...read,
            track: { ...track, spotifyId: null, describedBy: 'file' },
          });
        const known = [{ reported: reportedBy(row()), storedAt: 0, removedAt: null }];
        expect(matchPlays([row()], known).outcomes).toEqual([{ kind: 'known', play: 0 }]);
      }),
      { seed: 20261129 },
    );
  });

  it('ends at one instant, however a file writes it', () => {
    const written = [
      '2021-03-03T21:14:05Z',
      '2021-03-03T21:14:05.000Z',
      '2021-03-03T22:14:05+01:00',
      '2021-03-03 21:14:05',
      '2021-03-03 21:14:05.000',
      '2021-03-03 21:14:05 UTC',
      '2021-03-03 21:14:05Z',
    ];
    const ends = written.map((ts) => rowOf(extended({ ts, offline: false }))?.at);
    expect(ends).toEqual(written.map(() => Date.parse('2021-03-03T21:14:05Z')));
    // Without a zone, and not as Spotify's note writes it: nobody knows which instant is meant.
    for (const ts of [
      '2021-03-03T21:14:05',
      '2021-03-03',
      '03.03.2021 21:14:05',
      '2021-03-03 21:14:05 CET',
      ' ',
      '',
    ])
      expect(refusal(extended({ ts })), ts).toBe('unreadable');
  });

  it('is a play in every year of Spotify, and in no other from 1 to 9999', () => {
    for (let year = 1; year <= 9_999; year += 1) {
      const ts = `${String(year).padStart(4, '0')}-06-15T12:00:00Z`;
      expect(refusal(extended({ ts })), ts).toBe(year >= 2009 && year <= 2026 ? null : 'outOfBounds');
    }
  });

  it('has a number of milliseconds that a play can have, or is none', () => {
    const numbers = [
      -1,
      -0.5,
      -1e308,
      86_400_001,
      2_147_483_648,
      2 ** 53,
      1e308,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    expect(numbers.map((ms_played) => refusal(extended({ ms_played })))).toEqual(
      numbers.map(() => 'outOfBounds'),
    );
    expect([0, 0.4, 86_400_000].map((ms_played) => rowOf(extended({ ms_played }))?.msPlayed)).toEqual([
      0, 0, 86_400_000,
    ]);
    for (const ms_played of [null, undefined, '1', [], {}, true]) {
      expect(refusal(extended({ ms_played })), String(ms_played)).toBe('unreadable');
    }
  });

  it('is out of bounds when any of its texts is too long', () => {
    const texts = Object.entries(extended()).filter(
      ([key, value]) => typeof value === 'string' && key !== 'ts',
    );
    expect(texts.length).toBeGreaterThan(5);
    const long = 'x'.repeat(10_001);
    for (const [key] of texts.filter(([key]) => key !== 'spotify_track_uri')) {
      expect(refusal(extended({ [key]: long })), key).toBe('outOfBounds');
    }
    expect(refusal(extended({ platform: long }))).toBe('outOfBounds');
    expect(rowOf(extended({ master_metadata_track_name: 'x'.repeat(10_000) }))?.name).toHaveLength(1_000);
  });

  it('is never a reason to throw', () => {
    for (const item of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      { ts: 1 },
      { ts: '+012345-01-01T00:00:00Z' },
      [extended()],
    ]) {
      expect(refusal(item), JSON.stringify(item)).toBe('unreadable');
    }
  });
});

describe('a row of the account data', () => {
  const outcome = (item: unknown) => {
    const read = readAccountRow(item, options);
    return 'refused' in read ? read.refused : read.row.msPlayed;
  };

  it('keeps to the same bounds', () => {
    expect(outcome(account())).toBe(200_000);
    for (let year = 1; year <= 9_999; year += 1) {
      const endTime = `${String(year).padStart(4, '0')}-06-15 12:00`;
      expect([year, outcome(account({ endTime }))]).toEqual([
        year,
        year >= 2009 && year <= 2026 ? 200_000 : 'outOfBounds',
      ]);
    }
    for (const msPlayed of [-1, 86_400_001, 2_147_483_648, 2 ** 53, 1e308, -1e308])
      expect([msPlayed, outcome(account({ msPlayed }))]).toEqual([msPlayed, 'outOfBounds']);
    expect(outcome(account({ endTime: '2021-02-31 00:00' }))).toBe('unreadable');
    expect(outcome(account({ msPlayed: Number.POSITIVE_INFINITY }))).toBe('outOfBounds');
    expect(outcome(account({ artistName: 'x'.repeat(10_001) }))).toBe('outOfBounds');
    expect(outcome(account({ trackName: '' }))).toBe('noTrack');
    expect(outcome(account({ msPlayed: null }))).toBe('unreadable');
  });
});
