import type { ListenerLife, Pace } from './listener-life';
import { DAY } from './time-zone';

const YEAR = 365.25 * DAY;

//             0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
const WORKDAY = [1, 0, 0, 0, 0, 0, 3, 9, 9, 4, 3, 2, 4, 3, 2, 2, 3, 8, 9, 8, 10, 12, 9, 4];
const WEEKEND = [4, 2, 1, 0, 0, 0, 0, 1, 4, 8, 11, 12, 10, 9, 8, 8, 7, 7, 8, 9, 9, 9, 8, 6];
const EVENINGS = [0, 0, 0, 0, 0, 0, 1, 4, 2, 0, 0, 0, 1, 0, 0, 0, 0, 2, 5, 8, 12, 10, 4, 1];
const ALL_DAY = [3, 1, 0, 0, 0, 1, 4, 8, 10, 11, 11, 10, 7, 9, 10, 10, 9, 9, 9, 9, 9, 8, 7, 5];

const regular: Pace = {
  playsPerDay: 35,
  silentDays: 0.06,
  skips: 0.14,
  hours: { weekday: WORKDAY, weekend: WEEKEND },
};

const quiet: Pace = {
  playsPerDay: 5,
  silentDays: 0.35,
  skips: 0.08,
  hours: { weekday: EVENINGS, weekend: EVENINGS },
};

const heavy: Pace = {
  playsPerDay: 92,
  silentDays: 0.01,
  skips: 0.22,
  hours: { weekday: ALL_DAY, weekend: ALL_DAY },
  sprees: { everyDays: 4, plays: 72 },
};

const gap: Pace = { ...regular, playsPerDay: 29, sprees: { everyDays: 21, plays: 130 } };

const traveller: Pace = {
  ...regular,
  playsPerDay: 30,
  journeys: {
    zones: ['Asia/Tokyo', 'America/Los_Angeles', 'Asia/Dubai', 'America/Bogota'],
    everyMonths: 2,
  },
};

const newcomer: Pace = {
  playsPerDay: 6,
  silentDays: 0,
  skips: 0,
  hours: { weekday: ALL_DAY, weekend: ALL_DAY },
};

const lifelong: Pace = { ...regular, playsPerDay: 51, silentDays: 0.03 };

interface Scenario extends Omit<ListenerLife, 'startsAt' | 'email'> {
  years: number;
}

const scenarios: readonly Scenario[] = [
  {
    id: 'regular',
    displayName: 'Hannah Voss',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    years: 4,
    pace: regular,
    about: 'Four years, about 35 plays a day: on the way to work, in the evening, long on weekends.',
  },
  {
    id: 'quiet',
    displayName: 'Tom Ashby',
    timeZone: 'America/New_York',
    country: 'US',
    years: 1.5,
    pace: quiet,
    about: 'A year and a half, about 5 plays a day, mostly an album after dinner. Many days without music.',
  },
  {
    id: 'heavy',
    displayName: 'Yui Takahashi',
    timeZone: 'Asia/Tokyo',
    country: 'JP',
    years: 6,
    pace: heavy,
    about:
      'Six years, about 110 plays a day, music from morning to night. Some hours hold more than 50 plays.',
  },
  {
    id: 'gap',
    displayName: 'Inês Carvalho',
    timeZone: 'Europe/Lisbon',
    country: 'PT',
    years: 1,
    pace: gap,
    about:
      'A year like anybody’s, but every few weeks an evening of skipping that outruns the last 50 plays.',
  },
  {
    id: 'traveller',
    displayName: 'Samir El-Masri',
    timeZone: 'Europe/Paris',
    country: 'FR',
    years: 3,
    pace: traveller,
    about:
      'Three years across time zones. What plays on long flights reaches Spotify hours later, backdated.',
  },
  {
    id: 'newcomer',
    displayName: 'Ada Nwosu',
    timeZone: 'Africa/Lagos',
    country: 'NG',
    years: 1 / 365.25,
    pace: newcomer,
    about: 'Began yesterday: a handful of plays so far.',
  },
  {
    id: 'lifelong',
    displayName: 'Walter Lindqvist',
    timeZone: 'Europe/Stockholm',
    country: 'SE',
    years: 16,
    pace: lifelong,
    about: 'Sixteen years, about 50 plays a day: 300,000 plays.',
  },
];

/** The built-in lives, by scenario name, as seen from `now` (ms UTC): each reaches back its years from there. */
export function builtInListeners(now: number): ListenerLife[] {
  return scenarios.map(({ years, ...life }) => ({
    ...life,
    email: `${emailName(life.displayName)}@simulator.example`,
    startsAt: Math.floor((now - years * YEAR) / DAY) * DAY,
  }));
}

/** "Inês Carvalho" is `ines.carvalho`. */
function emailName(displayName: string): string {
  return displayName
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll(' ', '.')
    .toLowerCase();
}
