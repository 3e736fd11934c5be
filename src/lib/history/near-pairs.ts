import { titleKey } from '@/lib/catalogue/title';
import { type Report, type Teller, tellerOf } from './report';
import { ENDS_APART, MINUTES_APART, STARTS_APART, samePlay } from './same-play';

/** Two reports, by their places in a list, that may tell of one play. */
export interface Pair {
  a: number;
  b: number;
  /** As samePlay gives it, ms. */
  apart: number;
}

/** The order in which pairs are decided about; the same for the same reports. */
export const nearestFirst = (x: Pair, y: Pair): number => x.apart - y.apart || x.a - y.a || x.b - y.b;

/**
 * So many reports of one title on each side of a moment are looked at. A life has a few; without this bound a file with
 * thousands of rows of one moment would be compared row by row.
 */
const NEIGHBOURS = 8;

/**
 * The pairs of reports that may tell of one play, of one teller or of two. The reports must be sorted by their ends.
 * O(n log n): a report is compared only with the nearest of the same id, ISRC or title.
 */
export function nearPairs(reports: readonly Report[]): Pair[] {
  const pairs: Pair[] = [];
  const add = (a: number, b: number) => {
    const [first, second] = [reports[a], reports[b]];
    if (!first || !second || a === b) return;
    const apart = samePlay(first, second);
    if (apart !== null) pairs.push({ a, b, apart });
  };
  for (const bucket of bucketsOf(reports)) {
    for (const place of [...bucket.poll, ...bucket.history, ...bucket.account]) {
      const report = reports[place];
      if (!report) continue;
      for (const other of neighboursOf(report, place, bucket, reports)) add(place, other);
    }
  }
  return pairs;
}

/** Places of the reports of one id, ISRC or title, by teller and in the order of their ends. */
type Bucket = Record<Teller, number[]>;

function bucketsOf(reports: readonly Report[]): Iterable<Bucket> {
  const buckets = new Map<string, Bucket>();
  for (const [place, report] of reports.entries()) {
    for (const key of keysOf(report)) {
      const bucket = buckets.get(key) ?? { poll: [], history: [], account: [] };
      bucket[tellerOf(report)].push(place);
      buckets.set(key, bucket);
    }
  }
  return buckets.values();
}

function* keysOf(report: Report): Generator<string> {
  const { spotifyId, isrc, title } = report.track;
  if (spotifyId !== null) yield `id ${spotifyId}`;
  if (isrc) yield `isrc ${isrc.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase()}`;
  const key = titleKey(title);
  if (key !== '') yield `title ${key}`;
  // A poll's end alone makes it one play, whatever the id.
  if (report.source === 'poll') yield `end ${report.end}`;
}

/** Each pair is found from the side of the less exact report, or of the later one. */
function* neighboursOf(
  report: Report,
  place: number,
  bucket: Bucket,
  reports: readonly Report[],
): Generator<number> {
  const { end, msPlayed } = report;
  const near = (teller: Teller, at: number, within: number) => nearest(bucket[teller], reports, at, within);
  switch (tellerOf(report)) {
    case 'poll':
      yield* before(bucket.poll, place);
      break;
    case 'history':
      yield* before(bucket.history, place);
      yield* near('poll', end, ENDS_APART);
      if (msPlayed !== null) yield* near('poll', end - msPlayed, STARTS_APART);
      break;
    case 'account':
      yield* before(bucket.account, place);
      yield* near('poll', end, MINUTES_APART);
      yield* near('history', end, ENDS_APART);
  }
}

/** The places just before one. */
function before(places: readonly number[], place: number): readonly number[] {
  const at = firstWhere(places, (other) => other >= place);
  return places.slice(Math.max(0, at - NEIGHBOURS), at);
}

/** The places whose ends are nearest to a moment. */
function nearest(
  places: readonly number[],
  reports: readonly Report[],
  moment: number,
  within: number,
): number[] {
  const endAt = (place: number | undefined) =>
    place === undefined ? Number.NaN : (reports[place]?.end ?? Number.NaN);
  const middle = firstWhere(places, (place) => endAt(place) >= moment);
  const around = places.slice(Math.max(0, middle - NEIGHBOURS), middle + NEIGHBOURS);
  return around.filter((place) => Math.abs(endAt(place) - moment) <= within);
}

/** Binary search: the index of the first item of which something is true that stays true; the length where none. */
function firstWhere(places: readonly number[], isTrue: (place: number) => boolean): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const place = places[middle];
    if (place !== undefined && isTrue(place)) high = middle;
    else low = middle + 1;
  }
  return low;
}
