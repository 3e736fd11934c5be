import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  artistsKey,
  isSameRecording,
  mayBeSameRecording,
  recordingKeys,
  type TrackFacts,
} from '@/lib/catalogue/same-recording';
import { baseTitle, normalTitle, titleKey } from '@/lib/catalogue/title';

const track = (over: Partial<TrackFacts> = {}): TrackFacts => ({
  spotifyId: '0000000000000000000001',
  title: 'Song',
  artists: ['Somebody'],
  isrc: 'GBAAA1200001',
  durationMs: 200_000,
  describedBy: 'spotify',
  ...over,
});

const other = (over: Partial<TrackFacts> = {}): TrackFacts =>
  track({ spotifyId: '0000000000000000000002', isrc: 'GBAAA1200002', ...over });

const fromFile = (over: Partial<TrackFacts> = {}): TrackFacts =>
  other({ isrc: null, durationMs: null, describedBy: 'file', ...over });

describe('two releases are one recording', () => {
  it.each<[string, TrackFacts]>([
    ['with the same id, whatever else is said', fromFile({ spotifyId: track().spotifyId, title: 'Else' })],
    [
      'with the same ISRC, whatever the title',
      other({ isrc: 'gb-aaa-12-00001', title: 'Song - Remastered' }),
    ],
    ['with the same title and artists and lengths 2 s apart', other({ durationMs: 202_000 })],
    ['when case, accents and punctuation differ', other({ title: 'SÓNG!' })],
    ['when one title credits the guest', other({ title: 'Song (feat. Somebody Else)' })],
  ])('%s', (_what, second) => {
    expect(isSameRecording(track(), second)).toBe(true);
    expect(isSameRecording(second, track())).toBe(true);
  });

  it.each<[string, TrackFacts]>([
    ['whose lengths differ by more than 2 s', other({ durationMs: 202_001 })],
    ['of which one has no known length', other({ durationMs: null })],
    ['by other artists', other({ artists: ['Somebody', 'Else'] })],
    ['by two artists of one name', other({ artistIds: ['two'] })],
    ['of which one is remastered and has its own ISRC', other({ title: 'Song - Remastered 2011' })],
    ['of which one is live', other({ title: 'Song - Live in Oberhausen' })],
    ['without a title', other({ title: '' })],
  ])('but not two %s', (_what, second) => {
    const first = track({ title: second.title === '' ? '' : 'Song', artistIds: ['one'] });
    expect(isSameRecording(first, second)).toBe(false);
  });

  it('takes artists in any order', () => {
    const duo = track({ artists: ['A', 'B'] });
    expect(isSameRecording(duo, other({ artists: ['b', 'a'] }))).toBe(true);
  });
});

describe('a file’s word may mean a track of Spotify', () => {
  it.each<[string, TrackFacts]>([
    ['under another id', fromFile()],
    ['of an album by many', fromFile({ artists: ['Various Artists'] })],
    ['as a remaster', fromFile({ title: 'Song - Remastered 2011' })],
    ['as an edition in brackets', fromFile({ title: 'Song (40th Anniversary Edition)' })],
    ['by one of its artists', fromFile({ artists: ['SOMEBODY'] })],
    ['without an artist', fromFile({ artists: [''] })],
    ['without an id', fromFile({ spotifyId: null })],
  ])('%s', (_what, row) => {
    const spotify = track({ artists: ['Guest', 'Somebody'] });
    expect(mayBeSameRecording(spotify, row)).toBe(true);
    expect(mayBeSameRecording(row, spotify)).toBe(true);
  });

  it.each<[string, TrackFacts]>([
    ['by another artist', fromFile({ artists: ['Else'] })],
    ['of another title', fromFile({ title: 'Song 2' })],
    ['played live', fromFile({ title: 'Song - Live' })],
    ['as a remix', fromFile({ title: 'Song - Somebody Remix' })],
    ['without a name and under another id', fromFile({ title: '' })],
    ['of quite another length', other({ durationMs: 215_000 })],
  ])('but not one %s', (_what, row) => {
    expect(mayBeSameRecording(track(), row)).toBe(false);
  });
});

describe('a title', () => {
  it.each([
    ['Song - Remastered 2011', 'song'],
    ['Song – 2011 Digital Remaster', 'song'],
    ['Song (Deluxe Edition) [Mono]', 'song'],
    ['Song (feat. Guest) - Album Version', 'song'],
    ['Song ft. Guest', 'song'],
    ['1979 - Remastered 2012', '1979'],
    ['Remastered', 'remastered'],
    ["Don't Stop ’Til", 'dont stop til'],
    ['Song (Taylor’s Version)', 'song taylors version'],
    ['Song - Radio Edit', 'song radio edit'],
    ['With or Without You', 'with or without you'],
    ['(What’s the Story) Morning Glory?', 'whats the story morning glory'],
    ['比翼の羽根', '比翼の羽根'],
    ['???', '???'],
    ['', ''],
  ])('%s has the base %s', (title, base) => {
    expect(baseTitle(title)).toBe(base);
  });

  it('keeps its edition in the normal form', () => {
    expect(normalTitle('Song - Remastered 2011')).toBe('song remastered 2011');
  });

  const anyTitle = fc.string({ unit: 'grapheme', maxLength: 400 });

  it('has a key of at most 200 characters, stable and storable', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        const key = titleKey(title);
        expect(key.length).toBeLessThanOrEqual(200);
        expect(key.isWellFormed()).toBe(true);
        expect(titleKey(key)).toBe(key);
      }),
    );
  });

  it('has a key of its own, however long what it has in common with another', () => {
    const work = 'Symphony No. 9 in D Minor, Op. 125 '.repeat(7);
    const keys = ['I. Allegro ma non troppo', 'IV. Finale', 'IV. Finale - Live'].map((part) =>
      titleKey(work + part),
    );
    expect(new Set(keys).size).toBe(3);
    expect(titleKey(`${work} - IV. FINALE!`)).toBe(keys[1]);
  });

  const remarks = [
    ' - Remastered',
    ' Remastered',
    ' (feat. A)',
    ' feat. A',
    ' - Live',
    ' [Mono]',
    '!',
    ' - ',
    ' (1)',
  ];
  const decorated = fc
    .tuple(
      fc.constantFrom('Song', 'feat', '???', 'Version', '1999', 'É'),
      fc.array(fc.constantFrom(...remarks), { maxLength: 3 }),
    )
    .map(([base, all]) => base + all.join(''));

  it('is looked up by what all that may be the same recording have in common', () => {
    fc.assert(
      fc.property(decorated, decorated, (a, b) => {
        const [one, two] = [fromFile({ title: a }), fromFile({ title: b, spotifyId: null })];
        const keys = recordingKeys(two);
        expect(mayBeSameRecording(one, two)).toBe(recordingKeys(one).some((key) => keys.includes(key)));
        const long = other({ title: b, isrc: null });
        if (isSameRecording(track({ title: a }), long)) expect(titleKey(a)).toBe(titleKey(b));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('artists', () => {
  it('have one key in any order, with ids as they are and names without spelling', () => {
    expect(artistsKey(['Björk', 'AC/DC'])).toBe(artistsKey(['ac dc', 'bjork', 'Bjork']));
    expect(artistsKey(['5NzDpcAuGAxvsyqqaUEFw1'])).not.toBe(artistsKey(['5nzDpcAuGAxvsyqqaUEFw1']));
    expect(artistsKey(Array.from({ length: 100 }, (_, n) => `Artist ${n}`)).length).toBeLessThanOrEqual(200);
  });
});
