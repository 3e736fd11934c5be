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

/** The built-in lives, by scenario name, as seen from `now` (ms UTC): each reaches back its years from there. */
export function builtInListeners(now: number): ListenerLife[] {
  const yearsAgo = (years: number) => Math.floor((now - years * YEAR) / DAY) * DAY;
  return [
    {
      id: 'regular',
      displayName: 'Hannah Voss',
      email: 'hannah.voss@simulator.example',
      timeZone: 'Europe/Berlin',
      startsAt: yearsAgo(4),
      pace: regular,
      about: 'Four years, about 35 plays a day: on the way to work, in the evening, long on weekends.',
      country: 'DE',
    },
    {
      id: 'quiet',
      displayName: 'Tom Ashby',
      email: 'tom.ashby@simulator.example',
      timeZone: 'America/New_York',
      startsAt: yearsAgo(1.5),
      pace: {
        playsPerDay: 5,
        silentDays: 0.35,
        skips: 0.08,
        hours: { weekday: EVENINGS, weekend: EVENINGS },
      },
      about: 'A year and a half, about 5 plays a day, mostly an album after dinner. Many days without music.',
      country: 'US',
    },
    {
      id: 'heavy',
      displayName: 'Yui Takahashi',
      email: 'yui.takahashi@simulator.example',
      timeZone: 'Asia/Tokyo',
      startsAt: yearsAgo(6),
      pace: {
        playsPerDay: 92,
        silentDays: 0.01,
        skips: 0.22,
        hours: { weekday: ALL_DAY, weekend: ALL_DAY },
        sprees: { everyDays: 4, plays: 72 },
      },
      about:
        'Six years, about 110 plays a day, music from morning to night. Some hours hold more than 50 plays.',
      country: 'JP',
    },
    {
      id: 'gap',
      displayName: 'Inês Carvalho',
      email: 'ines.carvalho@simulator.example',
      timeZone: 'Europe/Lisbon',
      startsAt: yearsAgo(3),
      pace: { ...regular, playsPerDay: 29, sprees: { everyDays: 21, plays: 130 } },
      about:
        'Three years like anybody’s, but every few weeks an evening of skipping that outruns the last 50 plays.',
      country: 'PT',
    },
    {
      id: 'traveller',
      displayName: 'Samir El-Masri',
      email: 'samir.elmasri@simulator.example',
      timeZone: 'Europe/Paris',
      startsAt: yearsAgo(3),
      pace: {
        ...regular,
        playsPerDay: 30,
        journeys: {
          zones: ['Asia/Tokyo', 'America/Los_Angeles', 'Asia/Dubai', 'America/Bogota'],
          everyMonths: 2,
        },
      },
      about:
        'Three years across time zones. What plays on long flights reaches Spotify hours later, backdated.',
      country: 'FR',
    },
  ];
}
