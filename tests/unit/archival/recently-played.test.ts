import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpotifyImage } from '@/lib/shared/catalogue/spotify-image';
import { DAY } from '@/lib/shared/time';
import { type RecentPage, readRecentPage } from '@/lib/spotify/recently-played';

const track = {
  id: '3HRuSJ7VheXVBmjlAXaREd',
  name: 'A song',
  duration_ms: 211_333,
  explicit: false,
  external_ids: { isrc: 'GXF972482646' },
  album: {
    id: '4Jb37p32ZFIhRO3bKUnUZ9',
    name: 'An album',
    images: [{ url: 'https://i.scdn.co/image/300', width: 300 }],
    release_date: '2025',
  },
  artists: [{ id: '5NzDpcAuGAxvsyqqaUEFw1', name: 'Somebody' }],
};
const played = (minute: number, change: object = {}) => ({
  track: { ...track, ...change },
  played_at: `2026-02-25T20:${String(minute).padStart(2, '0')}:20.497Z`,
  context: null,
});
const NOW = new Date('2026-03-01T00:00:00Z');
const page = (...items: unknown[]) => ({ items, next: null, limit: 50, cursors: null });

/** Reads an answer of this text, as the client does. */
const readText = (text: string, limit = 50): RecentPage | null =>
  readRecentPage({ body: JSON.parse(text), text }, { limit, isPicture: isSpotifyImage, now: NOW });
const read = (body: unknown, limit = 50) => readText(JSON.stringify(body), limit);

/** The one play of a page that holds an odd item between two good ones. */
function oddOne(odd: unknown) {
  const found = read(page(played(30), odd, played(10)));
  expect(found?.plays.length).toBeGreaterThanOrEqual(2);
  return found;
}

describe('a page of recent plays', () => {
  it.each([
    ['an album that is missing', { album: undefined }, { album: null }],
    ['an album without an id', { album: { ...track.album, id: null } }, { album: null }],
    ['an empty name', { name: '' }, { name: '' }],
    ['no name', { name: null }, { name: '' }],
    ['no artists', { artists: [] }, { artists: [] }],
    [
      'an artist without an id',
      { artists: [{ id: null, name: 'X' }] },
      { artists: [{ spotifyId: null, name: 'X' }] },
    ],
    ['no duration', { duration_ms: undefined }, { durationMs: null }],
    ['a duration that is no number', { duration_ms: 'long' }, { durationMs: null }],
    ['a duration of nothing, as of a track that was taken down', { duration_ms: 0 }, { durationMs: null }],
    ['no ISRC', { external_ids: {} }, { isrc: null }],
    ['an empty ISRC', { external_ids: { isrc: '' } }, { isrc: null }],
    ['nothing that says whether it is explicit', { explicit: null }, { explicit: null }],
    [
      'a release in the year 0000',
      { album: { ...track.album, release_date: '0000' } },
      { album: { releaseDate: null } },
    ],
    [
      'an artist that cannot be read',
      { artists: [...track.artists, null] },
      { artists: [{ name: 'Somebody' }], lacksArtists: true },
    ],
    ['a name of 10,000 letters', { name: 'x'.repeat(10_000) }, { name: 'x'.repeat(1_000) }],
    ['a cut that would halve a letter', { name: `${'x'.repeat(999)}😀` }, { name: 'x'.repeat(999) }],
    [
      'a picture of another host',
      { album: { ...track.album, images: [{ url: 'https://evil.example/image/300', width: 300 }] } },
      { album: { imageUrl: null } },
    ],
    [
      'a thousand artists',
      { artists: Array.from({ length: 1_000 }, (_, n) => ({ id: `a${n}`, name: 'X' })) },
      { artists: Array.from({ length: 100 }, (_, n) => ({ spotifyId: `a${n}`, name: 'X' })) },
    ],
    ['a name that the database cannot hold', { name: 'a\u0000b\ud800' }, { name: 'ab\ufffd' }],
  ])('keeps a play with %s', (_what, change, expected) => {
    const found = oddOne(played(20, change));
    expect(found?.rejectedItems).toEqual([]);
    expect(found?.plays[1]?.track).toMatchObject(expected);
  });

  const at20 = new Date('2026-02-25T20:20:20.497Z');
  it.each([
    ['no track', { ...played(20), track: null }, 'no_track', at20],
    ['a local file', played(20, { id: null }), 'local_file', at20],
    ['an episode', played(20, { type: 'episode' }), 'episode', at20],
    [
      'an episode by its address',
      played(20, { uri: 'spotify:episode:512ojhOuo1ktJprKbVcKyQ' }),
      'episode',
      at20,
    ],
    ['a chapter of a book', played(20, { type: 'chapter' }), 'episode', at20],
    [
      'a local file with an id',
      played(20, { uri: 'spotify:local:Artist:Album:Song:180' }),
      'unreadable',
      at20,
    ],
    ['what is of no kind that plays have', played(20, { type: 'ad' }), 'unreadable', at20],
    ['a track that is a number', { ...played(20), track: 7 }, 'unreadable', at20],
    ['a track that is a list', { ...played(20), track: [] }, 'unreadable', at20],
    ['an id that is a number', played(20, { id: 7 }), 'unreadable', at20],
    ['a text beyond 10,000 letters', played(20, { name: 'x'.repeat(10_001) }), 'unreadable', at20],
    ['a text of 10 MB', played(20, { name: 'x'.repeat(10_000_000) }), 'unreadable', at20],
    ['an id of 10 MB', played(20, { id: 'x'.repeat(10_000_000) }), 'unreadable', at20],
    [
      'a picture of 10 MB',
      played(20, { album: { images: [{ url: 'x'.repeat(10_000_000) }] } }),
      'unreadable',
      at20,
    ],
    ['a time that cannot be read', { ...played(20), played_at: 'yesterday' }, 'unreadable', null],
    ['a time of no zone', { ...played(20), played_at: '2026-02-25T20:20:20.497' }, 'unreadable', null],
    ['a time that the database cannot hold', { played_at: '+275760-09-13T00:00:00Z' }, 'no_track', null],
    ['nothing at all', null, 'unreadable', null],
    ['a number', 7, 'unreadable', null],
    ['a boolean', false, 'unreadable', null],
    ['a text', 'a text', 'unreadable', null],
    ['an empty text', '', 'unreadable', null],
    ['a list', [played(20)], 'unreadable', null],
    ['an empty list', [], 'unreadable', null],
    ['an empty object', {}, 'no_track', null],
  ])('rejects %s, whole, and keeps the others', (_what, item, reason, playedAt) => {
    const found = oddOne(item);
    expect(found?.rejectedItems).toEqual([{ reason, payload: JSON.stringify(item), playedAt }]);
    expect(found?.plays).toHaveLength(2);
  });

  it('says when its plays ended in whichever zone and however exactly', () => {
    const times = ['2026-02-25T20:20:20Z', '2026-02-26T02:05:20+05:45', '2026-02-25T20:20:20.000000Z'];
    const found = times.map((played_at) => read(page({ ...played(20), played_at }))?.plays[0]?.playedAt);
    expect(found).toEqual(times.map(() => new Date('2026-02-25T20:20:20Z')));
  });

  it('is a play in every year of Spotify, and in no other from 1 to 9999', () => {
    for (let year = 1; year <= 9_999; year += 1) {
      const item = { ...played(20), played_at: `${String(year).padStart(4, '0')}-01-15T12:00:00.000Z` };
      const found = read(page(item));
      const isPlay = year >= 2009 && year <= 2026;
      expect([year, found?.plays.length]).toEqual([year, Number(isPlay)]);
      expect(found?.rejectedItems).toMatchObject(isPlay ? [] : [{ reason: 'out_of_bounds' }]);
    }
  });

  it('has a track of a length that a play can have, or of none', () => {
    const lengths = [-1, 0.5, DAY + 1, 2_147_483_647, 2 ** 53, 1e308, -1e308];
    const found = read(page(...lengths.map((duration_ms) => played(20, { duration_ms }))));
    expect(found?.plays.map(({ track }) => track.durationMs)).toEqual(lengths.map(() => null));
    expect(read(page(played(20, { duration_ms: DAY })))?.plays[0]?.track.durationMs).toBe(DAY);
  });

  it.each([
    ['a number beyond every range', '{"n": 1e999999}'],
    ['more digits than a number holds', '{"id":12345678901234567890.10}'],
    ['a zero byte and half of a surrogate pair', String.raw`{"name":"a\u0000\ud800"}`],
    ['quotes, brackets and commas inside a text', String.raw`["\"],{[\\", "items", ":"]`],
    ['a key that stands twice', '{"a":1,"a":2,"items":[1,2]}'],
    ['line breaks between its parts', '{\n  "track" : null\n}'],
    ['a depth of 100,000', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('has the text of a rejected item as it was sent: %s', (_what, text) => {
    const good = JSON.stringify(played(10));
    const found = readText(`{"next":null, "items" : [ ${good} , ${text} ,\n null,${good}] , "limit":50}`);
    expect(found?.rejectedItems.map(({ payload }) => payload)).toEqual([text, 'null']);
    expect(found?.plays).toHaveLength(2);
  });

  it('has the texts of the items that count where a page names them twice', () => {
    const found = readText('{"items":[1,2,3],"it\\u0065ms":[["items"],{"items":[4]}],"total":{"items":[5]}}');
    expect(found?.rejectedItems.map(({ payload }) => payload)).toEqual(['["items"]', '{"items":[4]}']);
  });

  it('is full when Spotify gave as many as were asked for, or says that there is more', () => {
    expect(read(page(played(1)), 1)?.isFull).toBe(true);
    expect(read({ ...page(played(1)), next: 'https://more' })?.isFull).toBe(true);
    expect(read(page(played(1)))?.isFull).toBe(false);
  });

  it('counts a rejected item when it checks whether the page is full', () => {
    expect(read(page(played(1), null), 2)?.isFull).toBe(true);
  });

  it('is empty where the answer has no content, and that is no failure', () => {
    const options = { limit: 50, isPicture: isSpotifyImage, now: NOW };
    expect(readRecentPage({ body: null, text: '' }, options)).toEqual({
      plays: [],
      rejectedItems: [],
      isFull: false,
    });
  });

  it('is refused when it is no page', () => {
    for (const body of [null, [], {}, 7, true, 'page', { items: 'none' }, { items: null }, { items: {} }])
      expect(read(body)).toBeNull();
  });

  it('accounts for every item, whole, for any items', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 20 }), (items) => {
        const found = read(page(...items));
        expect(found?.rejectedItems.map(({ payload }) => payload)).toEqual(
          items.map((item) => JSON.stringify(item)),
        );
      }),
    );
  });

  it('keeps the neighbours of an item whatever stands in any of its fields', () => {
    const paths = pathsOf(played(20));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const odd = replaced(played(20), path, value);
        const found = oddOne(odd);
        expect((found?.plays.length ?? 0) + (found?.rejectedItems.length ?? 0)).toBe(3);
        for (const { payload } of found?.rejectedItems ?? []) expect(payload).toBe(JSON.stringify(odd));
      }),
      { numRuns: 300 },
    );
  });
});

/** Every place in a JSON value, from its top down. */
const pathsOf = (value: unknown): string[][] => [
  [],
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((rest) => [key, ...rest]))
    : []),
];

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const entries = Object.entries(value ?? {}).map(([k, v]) => [k, k === key ? replaced(v, rest, by) : v]);
  return Array.isArray(value) ? entries.map(([, v]) => v) : Object.fromEntries(entries);
}
