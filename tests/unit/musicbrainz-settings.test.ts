import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnv } from '@/lib/env';
import { readGenres, readLinks } from '@/lib/musicbrainz/answers';
import { HOMEPAGE, VERSION } from '@/lib/product';
import { homepage, version } from '../../package.json';

const usable = {
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: 's'.repeat(32),
  TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: 'postgresql://somebody@127.0.0.1:5432/archive',
  SPOTIFY_CLIENT_ID: 'client',
  SPOTIFY_CLIENT_SECRET: 'secret',
};
const read = (more: Record<string, string>) => readEnv({ ...usable, ...more }).musicbrainz;
const withContact = (contact: string) => read({ MUSICBRAINZ_CONTACT: contact });

describe('MusicBrainz', () => {
  it('is on by default, and off where it is turned off', () => {
    expect(read({})).toEqual({ url: 'https://musicbrainz.org' });
    expect(read({ MUSICBRAINZ: 'on' })).toEqual(read({}));
    expect(read({ MUSICBRAINZ: 'off' })).toBeUndefined();
    expect(read({ MUSICBRAINZ: 'off', MUSICBRAINZ_CONTACT: 'me@example.org' })).toBeUndefined();
    expect(() => read({ MUSICBRAINZ: 'sometimes' })).toThrow(/MUSICBRAINZ must be on or off/);
  });

  it('learns the version and the home that package.json has', () => {
    expect([VERSION, HOMEPAGE]).toEqual([version, homepage]);
  });

  it('is not asked about the invented artists of a simulated Spotify, unless that is asked for', () => {
    const simulated = { SPOTIFY_API_URL: 'http://127.0.0.1:4000' };
    expect(read(simulated)).toBeUndefined();
    expect(read({ ...simulated, MUSICBRAINZ: 'on' })).toBeDefined();
  });
});

describe('the contact for MusicBrainz', () => {
  it('is an e-mail address or a web address', () => {
    expect(withContact('')).toEqual({ url: 'https://musicbrainz.org' });
    expect(withContact('me@example.org')).toEqual({
      contact: 'me@example.org',
      url: 'https://musicbrainz.org',
    });
    expect(withContact('https://example.org/about')?.contact).toBe('https://example.org/about');
  });

  it.each(['me', 'me@example.org\r\nx: y', 'https://例え.jp/'])('is refused as %j', (contact) => {
    expect(() => withContact(contact)).toThrow(EnvironmentError);
    expect(() => withContact(contact)).toThrow(/MUSICBRAINZ_CONTACT .*Set it to your e-mail address/);
  });
});

describe('an answer of MusicBrainz', () => {
  const mbid = '8bfac288-ccc5-448d-9573-c33ea2aa5c30';
  const url = {
    resource: 'https://open.spotify.com/artist/4LEiUm1SRbFMgfqnQTwUbQ',
    relations: [{ label: {} }, { artist: { id: mbid } }],
  };

  it('links artists, whether it lists the addresses or is the only one', () => {
    const expected = new Map([['4LEiUm1SRbFMgfqnQTwUbQ', mbid]]);
    expect(readLinks({ urls: [url, { resource: 'https://example.org/', relations: [] }] })).toEqual(expected);
    expect(readLinks(url)).toEqual(expected);
    expect(readLinks({ urls: [{ ...url, relations: [{ artist: { id: '../../x' } }] }] })).toEqual(new Map());
    expect(readLinks({ error: 'odd' })).toBeNull();
  });

  it('ranks genres by votes, ten at most', () => {
    const genres = Array.from({ length: 12 }, (_, i) => ({ name: `genre ${i}`, count: i }));
    expect(readGenres({ genres })).toEqual(Array.from({ length: 10 }, (_, i) => `genre ${11 - i}`));
    expect(readGenres({ genres: [] })).toEqual([]);
    expect(readGenres({})).toBeNull();
  });

  it('has odd parts that cost no other', () => {
    const odd = [null, 7, {}, { resource: 7 }, { resource: url.resource, relations: 'none' }];
    expect(readLinks({ urls: [...odd, url] })).toEqual(new Map([['4LEiUm1SRbFMgfqnQTwUbQ', mbid]]));
    const names = ['', ' ', '\u0000', 'x'.repeat(10_001), 7, null];
    expect(readGenres({ genres: [...odd, ...names.map((name) => ({ name })), { name: 'folk' }] })).toEqual([
      'folk',
    ]);
  });
});
