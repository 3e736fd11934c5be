import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { searchLibrary } from '@/services/catalogue/search';
import { nameSearch, searchPattern } from '@/services/catalogue/search-pattern';
import { getHistory, getHistoryScope } from '@/services/history/history';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');

const formsOf = (character: string) =>
  [character, character.toLowerCase(), character.toUpperCase(), character.normalize('NFD')[0] ?? ''].filter(
    (form) => [...form].length === 1,
  );

describe('what the index finds', () => {
  it('is never less than the search means, for any letter of any script', async () => {
    const pairs: { text: string; name: string }[] = [];
    for (let code = 0x20; code < 0x1ea00; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const letter = String.fromCodePoint(code);
      if (!/\p{L}|\p{N}/u.test(letter) || letter.toLowerCase() === letter.toUpperCase()) continue;
      const forms = formsOf(letter);
      for (const text of forms) for (const name of forms) pairs.push({ text, name });
    }
    expect(pairs.length).toBeGreaterThan(5_000);
    const rows = await stage.db().$queryRaw`
      SELECT text, name FROM unnest(${pairs.map((p) => p.text)}::text[], ${pairs.map((p) => p.name)}::text[],
        ${pairs.map((p) => searchPattern(p.text))}::text[]) AS p(text, name, pattern)
      WHERE name ~ pattern AND search_text(name) <> search_text(text)`;
    expect(rows).toEqual([]);
  });

  it('is never less than the search means, for whole names', async () => {
    const letter = fc.constantFrom(...'aeionslzdÅåéøßİıKſЖжΩώñ宇多.*()[]\\%_$^ '.split(''));
    const text = fc.array(letter, { minLength: 3, maxLength: 12 }).map((letters) => letters.join(''));
    const around = fc.array(letter, { maxLength: 4 }).map((letters) => letters.join(''));
    const names = fc.record({ text, before: around, after: around, isUpper: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(names, { minLength: 20, maxLength: 40 }), async (made) => {
        const asked = made.flatMap(({ text: words, before, after, isUpper }) => {
          const search = nameSearch(words);
          const name = before + (isUpper ? words.toUpperCase() : words) + after;
          return search?.indexed ? [{ name, pattern: search.pattern, indexed: search.indexed }] : [];
        });
        const rows = await stage.db().$queryRaw`
          SELECT * FROM unnest(${asked.map((a) => a.name)}::text[], ${asked.map((a) => a.pattern)}::text[],
            ${asked.map((a) => a.indexed)}::text[]) AS p(name, pattern, indexed)
          WHERE name ~ pattern AND NOT search_text(name) ~ search_text(indexed)`;
        expect(rows).toEqual([]);
      }),
      { numRuns: 30, seed: 20261122 },
    );
  });

  it('is there', async () => {
    const rows = await stage.db().$queryRaw`
      SELECT tablename FROM pg_indexes WHERE indexname LIKE '%_search_idx' ORDER BY 1`;
    expect(rows).toEqual([{ tablename: 'albums' }, { tablename: 'artists' }, { tablename: 'tracks' }]);
  });
});

describe('a search', () => {
  const played = (track: string, artists: string[], album: string | null, ago: number) => ({
    ...{ track, artists, album, durationMs: 3 * MINUTE },
    endedAt: new Date(NOW.getTime() - ago * HOUR),
  });

  it('finds what the listener played, by any part of a name, and the plays of it', async () => {
    const user = await listenerWho(stage.db(), 'ada', {
      ...{ timeZone: 'Europe/Berlin', now: NOW },
      heard: [
        played('Svefn-g-englar', ['Sigur Rós'], 'Ágætis byrjun', 1),
        played('Starálfur', ['Sigur Rós'], 'Ágætis byrjun', 2),
        played('Jóga', ['Björk'], 'Homogenic', 3),
        played('100% AC/DC', ['宇多田ヒカル', 'Björk'], null, 4),
      ],
    });
    await listenerWho(stage.db(), 'bob', {
      ...{ timeZone: 'UTC', now: NOW, heard: [played('Sigur of bob', ['bob'], 'bob', 1)] },
    });
    const deps = readDeps(stage.db(), NOW);
    const found = async (q: string) => {
      const { artists, albums, tracks } = await searchLibrary(deps, user, q, 10);
      const names = [artists, albums, tracks].map((list) => list.map(({ name }) => name).sort());
      const { plays } = await getHistory(deps, user, { q, limit: 10 });
      const { plays: count } = await getHistoryScope(deps, user, { q }, { isCounted: true });
      expect(count).toBe(plays.length);
      const filter = { ...EVERY_PLAY, from: '2026-01-01' };
      expect((await getHistoryScope(deps, user, { q, filter }, { isCounted: true })).plays).toBe(count);
      return [...names, plays.map(({ name }) => name)];
    };
    expect(await found('sigur ros')).toEqual([['Sigur Rós'], [], [], ['Svefn-g-englar', 'Starálfur']]);
    expect(await found('BYRJUN')).toEqual([[], ['Ágætis byrjun'], [], ['Svefn-g-englar', 'Starálfur']]);
    expect(await found('bjork')).toEqual([['Björk'], [], [], ['Jóga', '100% AC/DC']]);
    expect(await found('jó')).toEqual([[], [], ['Jóga'], ['Jóga']]);
    expect(await found('宇多')).toEqual([['宇多田ヒカル'], [], [], ['100% AC/DC']]);
    expect(await found('100% ac/dc')).toEqual([[], [], ['100% AC/DC'], ['100% AC/DC']]);
    expect(await found('nothing like it')).toEqual([[], [], [], []]);
  });
});
