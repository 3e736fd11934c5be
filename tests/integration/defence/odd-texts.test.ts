import { expect, it } from 'vitest';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { accountRow, extendedRow, ownExport } from '../../support/import/history-shapes';
import { bring, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();

/** What PostgreSQL cannot hold, and what takes most room in it: the third becomes 18 letters where it is searched for. */
const ODD = ['a\u0000b', 'a\ud800b', '\ufdfa'.repeat(10_000), '😀'.repeat(5_000)];

/** The places of the texts in a JSON value, from its top down. */
function placesOf(value: unknown): string[][] {
  if (typeof value === 'string' || value === null) return [[]];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => placesOf(inner).map((rest) => [key, ...rest]));
}

function withText(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  // An address of a picture keeps its host, and another address its kind.
  const before = { imageUrl: 'https://i.scdn.co/', url: 'https://i.scdn.co/', uri: 'spotify:playlist:' };
  const odd = key in before ? `${before[key as keyof typeof before]}${text.slice(0, 400)}` : text;
  const entries = Object.entries(value ?? {}).map(([k, v]) => [k, k === key ? withText(v, rest, odd) : v]);
  return Array.isArray(value) ? entries.map(([, v]) => v) : Object.fromEntries(entries);
}

/** A copy for each text of the value and each odd text, without the times that tell them apart. */
const copiesOf = (value: object): unknown[] =>
  placesOf(value)
    .filter((place) => !['ts', 'endTime', 'playedAt', 'played_at'].includes(place.at(-1) ?? ''))
    .flatMap((place) => ODD.map((text) => withText(value, place, text)));

const timeOf = (n: number): string => new Date(Date.UTC(2020, 0, 1, 0, 10 * n)).toISOString();

/** Each row was written or left out by the reader. */
function expectNoneRefused({ counts, rowsTotal, errors }: ImportJobView): void {
  expect(errors.filter((error) => /could not be written/.test(error))).toEqual([]);
  expect(counts.added).toBeGreaterThan(rowsTotal / 3);
}

it('no text of a file of Spotify’s is one that the database refuses', async () => {
  const extended = copiesOf(extendedRow('')).map((row, n) => ({ ...(row as object), ts: timeOf(n) }));
  expectNoneRefused(await bring(stage(), extended));
  const account = copiesOf(accountRow('')).map((row, n) => ({
    ...(row as object),
    endTime: timeOf(n).slice(0, 16).replace('T', ' '),
  }));
  expectNoneRefused(await bring(stage(), account));
});

it('no text of an own export is one that the database refuses', async () => {
  const { plays, tracks, albums, artists, ...head } = ownExport();
  const one = { play: plays[0], track: tracks[0], album: albums[0], artist: artists[0] };
  const copies = copiesOf({ ...one, album: { ...one.album, imageUrl: 'x' } }).map((copy, n) => {
    // Each has music of its own.
    const text = JSON.stringify(copy).replaceAll(/"(t|al|a)"/g, `"$1${n}"`);
    return JSON.parse(text.replace(/"playedAt":"[^"]*"/, `"playedAt":"${timeOf(n)}"`));
  });
  const lists = {
    plays: copies.map(({ play }) => play),
    tracks: copies.map(({ track }) => track),
    albums: copies.map(({ album }) => album),
    artists: copies.map(({ artist }) => artist),
  };
  expectNoneRefused(await bring(stage(), { ...head, ...lists }));
});

it('no text of a page of recent plays is one that the database refuses', async () => {
  const [item] = pageOf({ playedAt: '', id: 'id', name: 'Name', artists: ['Artist'], isrc: 'X' }).items;
  const album = { ...item?.track.album, images: [{ url: 'x', width: 300 }] };
  const full = { ...item, context: { type: 'x', uri: 'x' }, track: { ...item?.track, album } };
  const items = copiesOf(full).map((copy, n) => ({ ...(copy as object), played_at: timeOf(n) }));
  await pollPage(stage(), 'regular', { items } as never);
  const { db } = stage().deps;
  const rejected = await db.rejectedItem.groupBy({ by: ['reason'], _count: true });
  expect(rejected.map(({ reason }) => reason)).toEqual(['unreadable']);
  expect(await db.playEvent.count()).toBeGreaterThan(items.length / 2);
  expect(stage().logged.filter((line) => /splitting the batch/.test(line))).toEqual([]);
});
