import { recordingKeys } from '@/lib/catalogue/same-recording';
import { type Report, type Reporter, reporterOf } from './report';
import { ENDS_APART, MINUTES_APART, STARTS_APART, samePlay } from './same-play';

/** Two reports, by their places in a list, that may be of one play. */
export interface Pair {
  a: number;
  b: number;
  /** As samePlay gives it, ms. */
  apart: number;
}

/** The order in which pairs are decided about; the same for the same reports. */
export const nearestFirst = (x: Pair, y: Pair): number => x.apart - y.apart || x.a - y.a || x.b - y.b;

/**
 * How many reports of one title are looked at on each side of a moment. A life has a few; without this bound a file with
 * thousands of rows of one moment would be compared row by row.
 */
const NEIGHBOURS = 8;

/**
 * The pairs of reports that may be of one play, of one reporter or of two. The reports must be sorted by their ends.
 * O(n log n): a report is compared only with the nearest of the same id, ISRC or title.
 */
export function nearPairs(reports: readonly Report[]): Pair[] {
  const pairs: Pair[] = [];
  const compare = (a: number, b: number) => {
    const [first, second] = [reports[a], reports[b]];
    const apart = first && second ? samePlay(first, second) : null;
    if (apart !== null) pairs.push({ a, b, apart });
  };
  compareRepeatedPolls(reports, compare);
  // Polls are compared by their ends alone.
  if (reports.every(({ source }) => source === 'poll')) return pairs;
  for (const [key, bucket] of bucketsOf(reports)) {
    const compareHere = (a: number, b: number) => {
      if (firstKeyInCommon(reports[a], reports[b]) === key) compare(a, b);
    };
    compareRepeatedRows(bucket.history, compareHere);
    compareRepeatedRows(bucket.account, compareHere);
    if (bucket.poll.length + bucket.account.length > 0) compareReporters(bucket, reports, compareHere);
  }
  return pairs;
}

/** Two reports with the same id have the same title too: once is enough. */
function firstKeyInCommon(a: Report | undefined, b: Report | undefined): string | undefined {
  if (!a || !b) return undefined;
  const keys = recordingKeys(b.track);
  return recordingKeys(a.track).find((key) => keys.includes(key));
}

/** A poll's end alone makes it one play, whatever the id. */
function compareRepeatedPolls(reports: readonly Report[], compare: (a: number, b: number) => void): void {
  let before: number | null = null;
  for (const [place, { source }] of reports.entries()) {
    if (source !== 'poll') continue;
    if (before !== null) compare(before, place);
    before = place;
  }
}

function compareRepeatedRows(places: readonly number[], compare: (a: number, b: number) => void): void {
  for (const [index, place] of places.entries()) {
    for (const other of places.slice(Math.max(0, index - NEIGHBOURS), index)) compare(other, place);
  }
}

/** Each pair is found from the side of the less exact report. */
function compareReporters(
  { poll, history, account }: Bucket,
  reports: readonly Report[],
  compare: (a: number, b: number) => void,
): void {
  const compareNear = (place: number, others: readonly number[], at: number, within: number) => {
    for (const other of nearest(others, reports, at, within)) compare(other, place);
  };
  for (const place of history) {
    const { end = 0, msPlayed = null } = reports[place] ?? {};
    compareNear(place, poll, end, ENDS_APART);
    if (msPlayed !== null) compareNear(place, poll, end - msPlayed, STARTS_APART);
  }
  for (const place of account) {
    const { end = 0 } = reports[place] ?? {};
    compareNear(place, poll, end, MINUTES_APART);
    compareNear(place, history, end, MINUTES_APART);
  }
}

/** Places of the reports of one id, ISRC or title, by reporter and in the order of their ends. */
type Bucket = Record<Reporter, number[]>;

function bucketsOf(reports: readonly Report[]): Iterable<[key: string, Bucket]> {
  const buckets = new Map<string, Bucket>();
  for (const [place, report] of reports.entries()) {
    for (const key of recordingKeys(report.track)) {
      const bucket = buckets.get(key) ?? { poll: [], history: [], account: [] };
      bucket[reporterOf(report)].push(place);
      buckets.set(key, bucket);
    }
  }
  return buckets;
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
