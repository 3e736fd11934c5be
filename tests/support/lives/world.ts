import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { type AccountRow, accountFile, type ExtendedRow, historyFiles, type Reported } from './exports';
import { inventLife, type LifePlay } from './life';
import { type LookUp, withLookUps } from './look-ups';
import { inventMusic } from './music';
import { type ListedPlay, pageAt } from './polls';
import { type Random, randomOf } from './random';

export type Listener = 'a' | 'b' | 'hostile';

/** What reaches the archive of a listener: a page of a poll, a file, or their own export of the archive, brought again. */
export type ReportingEvent = { listener: Listener; at: number } & (
  | { kind: 'poll'; page: ListedPlay[] }
  | { kind: 'history'; rows: Reported<ExtendedRow>[] }
  | { kind: 'account'; rows: Reported<AccountRow>[] }
  | { kind: 'ownExport' }
);

export type Event = ReportingEvent | LookUp;

export interface World {
  lives: Record<Listener, LifePlay[]>;
  /** In the order in which they reach the archive, which is any. */
  events: Event[];
}

const START = Date.UTC(2026, 2, 2, 6);
const SPAN = 4 * DAY;

/** Two listeners with the same music and one who lies about it, as polls and files report it. */
export function inventWorld(seed: number, plays = { least: 60, most: 200 }): World {
  const random = randomOf(seed);
  const music = inventMusic(random, START + random.between(0, SPAN));
  const lives = {
    a: inventLife(random, music, START, random.between(plays.least, plays.most)),
    b: inventLife(random, music, START + HOUR, random.between(plays.least, plays.most)),
    hostile: inventLife(random, music, START, 40),
  };
  const events = (['a', 'b', 'hostile'] as const).flatMap((listener) => [
    ...pollsOf(random, listener, lives[listener]),
    ...filesOf(random, listener, lives[listener]),
  ]);
  return { lives, events: withLookUps(randomOf(seed + 3_000), inSomeOrder(random, events), music) };
}

function pollsOf(random: Random, listener: Listener, life: readonly LifePlay[]): Event[] {
  const end = endOf(life);
  const events: Event[] = [];
  // Some are polled each hour, some so seldom that plays are missed.
  const seldom = random.chance(0.3) ? 12 * HOUR : 2 * HOUR;
  for (let at = START; at < end + DAY; at += random.between(20 * MINUTE, seldom)) {
    events.push({ kind: 'poll', listener, at, page: pageAt(random, life, at) });
  }
  return events;
}

function filesOf(random: Random, listener: Listener, life: readonly LifePlay[]): Event[] {
  const events: Event[] = [];
  const end = endOf(life);
  const exports = random.between(0, 3);
  for (let nth = 0; nth < exports; nth++) {
    const madeAt = random.between(START, end);
    const at = madeAt + random.between(0, DAY);
    const files = listener === 'hostile' ? lies(random, life, madeAt) : historyFiles(random, life, madeAt);
    events.push(...files.map((rows): Event => ({ kind: 'history', listener, at, rows })));
    if (random.chance(0.3))
      events.push({ kind: 'account', listener, at, rows: accountFile(random, life, madeAt) });
    if (random.chance(0.5)) events.push({ kind: 'ownExport', listener, at: at + random.between(0, DAY) });
  }
  return events;
}

/** Files that name real ids with false titles and artists. */
function lies(random: Random, life: readonly LifePlay[], at: number): Reported<ExtendedRow>[][] {
  return historyFiles(random, life, at).map((file) =>
    file.map(({ play, row }) => ({
      play,
      row: {
        ...row,
        master_metadata_track_name: `LIE ${row.master_metadata_track_name}`,
        master_metadata_album_artist_name: 'LIAR',
        master_metadata_album_album_name: 'LIES',
      },
    })),
  );
}

const endOf = (life: readonly LifePlay[]): number => Math.max(START, ...life.map(({ knownAt }) => knownAt));

/** As they happened, all files first or last, or in no order at all. */
function inSomeOrder(random: Random, events: readonly Event[]): Event[] {
  const inTime = events.toSorted((a, b) => a.at - b.at);
  const isPoll = ({ kind }: Event) => kind === 'poll';
  const orders = [
    () => inTime,
    () => [...inTime.filter(isPoll), ...inTime.filter((event) => !isPoll(event))],
    () => [...inTime.filter((event) => !isPoll(event)), ...inTime.filter(isPoll)],
    () => random.shuffled(events),
  ];
  return random.pick(orders)();
}
