import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecentPage } from '@/lib/spotify/recently-played';

const track = {
  id: '3HRuSJ7VheXVBmjlAXaREd',
  name: 'A song',
  duration_ms: 211_333,
  explicit: false,
  external_ids: { isrc: 'GXF972482646' },
  album: {
    id: '4Jb37p32ZFIhRO3bKUnUZ9',
    name: 'An album',
    images: [{ url: 'http://x/300', width: 300 }],
    release_date: '2025',
  },
  artists: [{ id: '5NzDpcAuGAxvsyqqaUEFw1', name: 'Somebody' }],
};
const played = (minute: number, change: object = {}) => ({
  track: { ...track, ...change },
  played_at: `2026-02-25T20:${String(minute).padStart(2, '0')}:20.497Z`,
  context: null,
});
const page = (...items: unknown[]) => ({ items, next: null, limit: 50, cursors: null });

/** The one play of a page that holds an odd item between two good ones. */
function oddOne(odd: unknown) {
  const read = readRecentPage(page(played(30), odd, played(10)), 50);
  expect(read?.plays.length).toBeGreaterThanOrEqual(2);
  return read;
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
    ['no ISRC', { external_ids: {} }, { isrc: null }],
    ['a name that the database cannot hold', { name: 'a\u0000b\ud800' }, { name: 'ab\ufffd' }],
  ])('keeps a play with %s', (_what, change, expected) => {
    const read = oddOne(played(20, change));
    expect(read?.rejectedItems).toEqual([]);
    expect(read?.plays[1]?.track).toMatchObject(expected);
  });

  it.each([
    ['no track', { ...played(20), track: null }, 'no_track'],
    ['a local file', played(20, { id: null }), 'local_file'],
    ['an episode', played(20, { type: 'episode' }), 'episode'],
    ['a time that cannot be read', { ...played(20), played_at: 'yesterday' }, 'unreadable'],
    ['nothing at all', null, 'unreadable'],
    ['something else', 'a text', 'unreadable'],
  ])('sets aside %s, whole, and keeps the others', (_what, item, reason) => {
    const read = oddOne(item);
    expect(read?.rejectedItems).toEqual([{ reason, payload: item }]);
    expect(read?.plays).toHaveLength(2);
  });

  it('is full when Spotify gave as many as were asked for, or says that there is more', () => {
    expect(readRecentPage(page(played(1)), 1)?.isFull).toBe(true);
    expect(readRecentPage({ ...page(played(1)), next: 'https://more' }, 50)?.isFull).toBe(true);
    expect(readRecentPage(page(played(1)), 50)?.isFull).toBe(false);
  });

  it('counts a rejected item when it checks whether the page is full', () => {
    expect(readRecentPage(page(played(1), null), 2)?.isFull).toBe(true);
  });

  it('is refused when it is no page', () => {
    for (const body of [null, [], {}, { items: 'none' }, 'page']) expect(readRecentPage(body, 50)).toBeNull();
  });

  it('accounts for every item, for any items', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 20 }), (items) => {
        const read = readRecentPage(page(...items), 50);
        expect((read?.plays.length ?? 0) + (read?.rejectedItems.length ?? 0)).toBe(items.length);
      }),
    );
  });
});
