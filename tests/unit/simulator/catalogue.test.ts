import { describe, expect, it } from 'vitest';
import { type Catalogue, generateCatalogue } from '../../../simulator/catalogue/catalogue';

const catalogue = generateCatalogue(7);

describe('the invented catalogue', () => {
  it('is as large as a listener of years needs', () => {
    expect(catalogue.artists).toHaveLength(700);
    expect(catalogue.albums.length).toBeGreaterThan(1300);
    expect(catalogue.tracks.length).toBeGreaterThan(11_000);
  });

  it('gives every artist, album and track its own id of 22 base-62 characters', () => {
    const ids = [...catalogue.artists, ...catalogue.albums, ...catalogue.tracks].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9A-Za-z]{22}$/.test(id))).toBe(true);
  });

  it('gives every artist a name of their own', () => {
    const names = catalogue.artists.map(({ name }) => name.toLocaleLowerCase('en'));
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives every track a well-formed ISRC, one to four artists and a length of 90 s to 9 min', () => {
    const wrong = catalogue.tracks.filter(({ isrc, artists, album, durationMs }) => {
      const credited = artists.length >= 1 && artists.length <= 4 && artists[0] === album.artist;
      const timed = durationMs >= 90_000 && durationMs <= 540_000;
      return !credited || !timed || !/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc);
    });
    expect(wrong).toEqual([]);
    expect(Math.max(...catalogue.tracks.map((track) => track.artists.length))).toBeGreaterThan(2);
  });

  it('speaks many scripts, and knows very long and very short titles', () => {
    const names = catalogue.tracks.map((track) => track.name);
    for (const script of [
      /\p{Script=Latin}/u,
      /\p{Script=Hiragana}/u,
      /\p{Script=Hangul}/u,
      /\p{Script=Han}/u,
    ])
      expect(names.some((name) => script.test(name))).toBe(true);
    for (const script of [/\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /\p{Script=Greek}/u])
      expect(names.some((name) => script.test(name))).toBe(true);
    expect(names.some((name) => name.length > 200)).toBe(true);
    expect(names.some((name) => [...name].length === 1)).toBe(true);
    expect(names.every((name) => name.trim() === name && name !== '' && !/[{}]/.test(name))).toBe(true);
  });

  it('has genres for most artists, none for some, and explicit tracks', () => {
    const without = catalogue.artists.filter((artist) => artist.genres.length === 0).length;
    expect(without).toBeGreaterThan(5);
    expect(without).toBeLessThan(80);
    expect(catalogue.tracks.some((track) => track.explicit)).toBe(true);
  });

  it('dates albums as precisely as it says', () => {
    const shape = { year: /^\d{4}$/, month: /^\d{4}-\d{2}$/, day: /^\d{4}-\d{2}-\d{2}$/ };
    expect(catalogue.albums.filter((album) => !shape[album.precision].test(album.releaseDate))).toEqual([]);
  });

  it('is the same for the same seed and another for another', () => {
    const digest = ({ tracks }: Catalogue) => tracks.map(({ id, name }) => id + name).join();
    expect(digest(generateCatalogue(7)) === digest(catalogue)).toBe(true);
    expect(digest(generateCatalogue(8)) === digest(catalogue)).toBe(false);
  });
});
