import { describe, expect, it } from 'vitest';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { searchLibrary } from '@/services/catalogue/search';
import { getHistory, getHistoryScope } from '@/services/history/history';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');

it('the index of names exists', async () => {
  const rows = await stage.db().$queryRaw`
    SELECT tablename FROM pg_indexes WHERE indexname LIKE '%_search_name_idx' ORDER BY 1`;
  expect(rows).toEqual([{ tablename: 'albums' }, { tablename: 'artists' }, { tablename: 'tracks' }]);
});

describe('a search', () => {
  const played = (track: string, artists: string[], album: string | null, ago: number) => ({
    track,
    artists,
    album,
    durationMs: 3 * MINUTE,
    endedAt: new Date(NOW.getTime() - ago * HOUR),
  });

  it('finds what the listener played, by any part of a name, and the plays of it', async () => {
    const user = await listenerWho(stage.db(), 'ada', {
      timeZone: 'Europe/Berlin',
      now: NOW,
      played: [
        played('Svefn-g-englar', ['Sigur Rós'], 'Ágætis byrjun', 1),
        played('Starálfur', ['Sigur Rós'], 'Ágætis byrjun', 2),
        played('Jóga', ['Björk'], 'Homogenic', 3),
        played('100% AC/DC', ['宇多田ヒカル', 'Björk'], null, 4),
      ],
    });
    await listenerWho(stage.db(), 'bob', {
      timeZone: 'UTC',
      now: NOW,
      played: [played('Sigur of bob', ['bob'], 'bob', 1)],
    });
    const deps = readDeps(stage.db(), NOW);
    const found = async (q: string) => {
      const { artists, albums, tracks, isNearest } = await searchLibrary(deps, user, q, 10);
      const names = [artists, albums, tracks].map((list) =>
        isNearest ? [] : list.map(({ name }) => name).sort(),
      );
      const { plays } = await getHistory(deps, user, { q, limit: 10 });
      const { plays: count } = await getHistoryScope(deps, user, { q }, { isCounted: true });
      expect(count).toBe(plays.length);
      const filter = { ...EVERY_PLAY, from: '2026-01-01' };
      expect((await getHistoryScope(deps, user, { q, filter }, { isCounted: true })).plays).toBe(count);
      return [...names, plays.map(({ name }) => name)];
    };
    expect(await found('sigur ros')).toEqual([['Sigur Rós'], [], [], ['Svefn-g-englar', 'Starálfur']]);
    expect(await found('100_')).toEqual([[], [], [], []]);
    expect(await found('BYRJUN')).toEqual([[], ['Ágætis byrjun'], [], ['Svefn-g-englar', 'Starálfur']]);
    expect(await found('bjork')).toEqual([['Björk'], [], [], ['Jóga', '100% AC/DC']]);
    expect(await found('JÓG')).toEqual([[], [], ['Jóga'], ['Jóga']]);
    expect(await found('宇多')).toEqual([['宇多田ヒカル'], [], [], ['100% AC/DC']]);
    expect(await found('100% ac/dc')).toEqual([[], [], ['100% AC/DC'], ['100% AC/DC']]);
    expect(await found('nothing like it')).toEqual([[], [], [], []]);
  });

  it('finds words in any order, some of them in an artist’s name, whatever the signs between them', async () => {
    const user = await listenerWho(stage.db(), 'cleo', {
      timeZone: 'UTC',
      now: NOW,
      played: [
        played('Bohemian Rhapsody', ['Queen'], 'A Night at the Opera', 1),
        played('Don’t Stop Me Now', ['Queen'], 'Jazz', 2),
        played('Rhapsody in Blue', ['George Gershwin'], 'Ｇｒｅａｔｅｓｔ', 3),
        played('Straße – Live', ['Mø'], 'Æon', 4),
        played('Thunderstruck', ['AC/DC'], null, 5),
        played('So What', ['P!nk'], null, 6),
        played('99 Problems', ['JAY-Z'], null, 7),
      ],
    });
    const deps = readDeps(stage.db(), NOW);
    const tracks = async (q: string) => {
      const found = await searchLibrary(deps, user, q, 10);
      expect(found.isNearest).toBe(false);
      return found.tracks.map(({ name }) => name).sort();
    };
    expect(await tracks('rhapsody bohemian')).toEqual(['Bohemian Rhapsody']);
    expect(await tracks('queen rhapsody')).toEqual(['Bohemian Rhapsody']);
    expect(await tracks("don't stop")).toEqual(['Don’t Stop Me Now']);
    expect(await tracks('dont stop')).toEqual(['Don’t Stop Me Now']);
    expect(await tracks('stop don’t')).toEqual(['Don’t Stop Me Now']);
    expect(await tracks('strasse - live')).toEqual(['Straße – Live']);
    expect(await tracks('acdc thunderstruck')).toEqual(['Thunderstruck']);
    expect(await tracks('pink what so')).toEqual(['So What']);
    expect((await searchLibrary(deps, user, 'jay z', 10)).artists.map(({ name }) => name)).toEqual(['JAY-Z']);
    expect((await searchLibrary(deps, user, 'greatest', 10)).albums).toHaveLength(1);
    expect((await searchLibrary(deps, user, 'queen', 10)).tracks).toEqual([]);
    const { plays } = await getHistory(deps, user, { q: 'jazz queen', limit: 10 });
    expect(plays.map(({ name }) => name)).toEqual(['Don’t Stop Me Now']);
    const signed = await getHistory(deps, user, { q: 'acdc', limit: 10 });
    expect(signed.plays.map(({ name }) => name)).toEqual(['Thunderstruck']);
  });

  it('offers the nearest names for a typing error, of the listener’s own library', async () => {
    const user = await listenerWho(stage.db(), 'dora', {
      timeZone: 'UTC',
      now: NOW,
      played: [
        played('Karma Police', ['Radiohead'], 'OK Computer', 1),
        played('Army of Me', ['Björk'], 'Post', 2),
      ],
    });
    const deps = readDeps(stage.db(), NOW);
    const nearest = async (q: string) => {
      const found = await searchLibrary(deps, user, q, 10);
      expect(found.isNearest).toBe(true);
      return [found.artists[0]?.name, found.albums[0]?.name, found.tracks[0]?.name];
    };
    expect((await nearest('radiohed'))[0]).toBe('Radiohead');
    expect((await nearest('bjrok'))[0]).toBe('Björk');
    expect((await nearest('ok compter'))[1]).toBe('OK Computer');
    expect((await nearest('polcie karma'))[2]).toBe('Karma Police');
    expect(await nearest('xyzzy')).toEqual([undefined, undefined, undefined]);
    expect(await nearest('sigur')).toEqual([undefined, undefined, undefined]);
  });
});
