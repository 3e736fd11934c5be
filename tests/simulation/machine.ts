import { seededRandom } from './seeded-random';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The computer that the archive runs on: a self-hoster's laptop is off for most of the day. */
export interface Machine {
  kind: 'server' | 'laptop by day' | 'laptop in the evening';
  /** Whether it runs during the hour that begins at this moment (ms UTC, a full hour). */
  isOn(hour: number): boolean;
}

/** When a laptop is opened and for how long, in hours of its owner's clock; `days` is the chance that it is at all. */
interface Habit {
  opens: number;
  hours: [least: number, most: number];
  days: { weekday: number; weekend: number };
}

const HABITS: Record<Exclude<Machine['kind'], 'server'>, Habit> = {
  'laptop by day': { opens: 8, hours: [5, 9], days: { weekday: 0.9, weekend: 0.2 } },
  'laptop in the evening': { opens: 18, hours: [1, 2], days: { weekday: 0.25, weekend: 0.5 } },
};

/** Of a hundred seeds in a row one has a server that is always on, two a laptop by day, the others one in the evening. */
export function machineKindOf(seed: number): Machine['kind'] {
  const place = seed % 100;
  if (place === 39) return 'server';
  return place === 16 || place === 84 ? 'laptop by day' : 'laptop in the evening';
}

/** The machine of one seed: its kind follows from the seed, its habits are drawn. */
export function machineOf(seed: number, random: () => number): Machine {
  const offset = Math.floor(random() * 18 - 8) * HOUR;
  const daySeed = Math.floor(random() * 2 ** 31);
  const kind = machineKindOf(seed);
  if (kind === 'server') return { kind, isOn: () => true };
  return { kind, isOn: (hour) => isOpen(HABITS[kind], daySeed, hour + offset) };
}

function isOpen({ opens, hours, days }: Habit, daySeed: number, local: number): boolean {
  const day = Math.floor(local / DAY);
  const random = seededRandom(daySeed + day);
  const weekday = (day + 4) % 7;
  const [least, most] = hours;
  const isUsed = random() < (weekday === 0 || weekday === 6 ? days.weekend : days.weekday);
  const from = opens + Math.floor(random() * 3) - 1;
  const until = from + least + Math.floor(random() * (most - least + 1));
  const hour = (local - day * DAY) / HOUR;
  return isUsed && hour >= from && hour < until;
}
