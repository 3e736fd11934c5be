import { Random } from '../random';
import type { ListenerLife } from './listener-life';
import { firstDayOf, HOUR, localTime, monthOf } from './time-zone';
import type { World } from './world';

interface Journey {
  /** The last calendar day at home; the flight leaves on it. */
  leaves: number;
  /** The last calendar day abroad. */
  returns: number;
  zone: string;
}

/** A period without network, ms UTC. */
export interface Flight {
  departs: number;
  lands: number;
}

/** The journey that begins in a month, if one does. It ends within the month. */
function journeyIn(world: World, life: ListenerLife, month: number): Journey | null {
  const habit = life.pace?.journeys;
  if (!habit) return null;
  const random = new Random(world.seed, life.id, 'journey', month);
  if (!random.chance(1 / habit.everyMonths)) return null;
  const leaves = firstDayOf(month) + random.between(2, 9);
  return { leaves, returns: leaves + random.between(6, 14), zone: random.pick(habit.zones) };
}

/** The zone whose clocks the listener lives by on a calendar day. */
export function zoneOn(world: World, life: ListenerLife, day: number): string {
  const journey = journeyIn(world, life, monthOf(day));
  return journey && day > journey.leaves && day <= journey.returns ? journey.zone : life.timeZone;
}

/** The start of a calendar day; a day ends where the next begins, which may be in another zone. */
export function startOfDay(world: World, life: ListenerLife, day: number): number {
  return localTime(zoneOn(world, life, day), day, 0);
}

/** The flight that leaves on a calendar day, if one does. */
export function flightOn(world: World, life: ListenerLife, day: number): Flight | null {
  const journey = journeyIn(world, life, monthOf(day));
  if (!journey || (day !== journey.leaves && day !== journey.returns)) return null;
  const random = new Random(world.seed, life.id, 'flight', day);
  const departs = startOfDay(world, life, day) + 7 * HOUR + random.between(0, HOUR);
  return { departs, lands: departs + 8 * HOUR + random.between(0, 3 * HOUR) };
}
