import { describe, expect, it } from 'vitest';
import { type OwnCatalogue, readOwnPlay } from '@/lib/import/own-export';
import { ownExport } from '../../support/import/history-shapes';

const NOW = new Date('2026-11-28T00:00:00Z');
const [own] = ownExport().plays;
const [track] = ownExport().tracks;
const catalogue: OwnCatalogue = {
  albums: new Map(),
  artists: new Map(),
  gaps: [],
  archived: [],
  unreadable: 0,
  tracks: new Map(track ? [[track.id, { ...track, artists: [], album: null }]] : []),
};

/** How long the play was listened to, or why it is none. */
const outcome = (over: object) => {
  const read = readOwnPlay({ ...own, reports: [], ...over }, catalogue, NOW);
  return 'refused' in read ? read.refused : read.row.msPlayed;
};

describe('a play of our own export', () => {
  it('is one in every year of Spotify, and in no other from 1 to 9999', () => {
    for (let year = 1; year <= 9_999; year += 1) {
      const playedAt = `${String(year).padStart(4, '0')}-06-15T12:00:00.000Z`;
      const expected = year >= 2009 && year <= 2026 ? 200_000 : 'outOfBounds';
      expect([year, outcome({ playedAt, msPlayed: 200_000 })]).toEqual([year, expected]);
    }
  });

  it('has a number of milliseconds that a play can have, or is none', () => {
    for (const msPlayed of [-1, 86_400_001, 2_147_483_648, 2 ** 53, 1e308, -1e308])
      expect([msPlayed, outcome({ msPlayed })]).toEqual([msPlayed, 'outOfBounds']);
    expect([0, 86_400_000, null].map((msPlayed) => outcome({ msPlayed }))).toEqual([0, 86_400_000, null]);
    for (const msPlayed of ['1', [], {}, true])
      expect(outcome({ msPlayed }), String(msPlayed)).toBe('unreadable');
  });

  it('was reported within a day of its end, or is none', () => {
    const endedAt = (at: string) => outcome({ reports: [{ source: own?.sources[0], endedAt: at }] });
    for (const at of ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2010-01-01T00:00:00.000Z'])
      expect([at, endedAt(at)]).toEqual([at, 'outOfBounds']);
  });

  it('is saved without an odd context, skip or reason, and says that it lacks something', () => {
    const of = (over: object) => readOwnPlay({ ...own, reports: [], ...over }, catalogue, NOW);
    const uri = `spotify:playlist:${'p'.repeat(500)}`;
    const odd: [key: string, value: unknown][] = [
      ['context', { uri }],
      ['context', uri],
      ['skipped', 'no'],
      ['reasonStart', 7],
      ['reasonEnd', 'Not a word'],
    ];
    for (const [key, value] of odd)
      expect([key, of({ [key]: value })]).toMatchObject([key, { row: { [key]: null }, lacksDetail: true }]);
    expect(of({})).toMatchObject({ row: { context: { type: 'playlist' } }, lacksDetail: false });
  });
});
