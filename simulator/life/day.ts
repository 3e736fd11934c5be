import { Random } from '../random';
import { flightOn, startOfDay, zoneOn } from './journeys';
import type { ListenerLife, Pace, SimulatedPlay } from './listener-life';
import { type Session, type Sitting, sit, spree } from './sessions';
import { DAY, HOUR, localTime, monthOf } from './time-zone';
import { memoryOf, type World } from './world';

interface Placed extends Session {
  startsAt: number;
  lastsMs: number;
}

const PAUSE = 400;
const DAYS_KEPT = 500;

/**
 * All plays of one calendar day of a listener, ascending. Each day is independent of the others, and its plays begin and
 * end within it, so that adjacent days never overlap.
 */
export function playsOfDay(world: World, life: ListenerLife, day: number): readonly SimulatedPlay[] {
  const { days } = memoryOf(world, life);
  const known = days.get(day);
  if (known) return known;
  const plays = life.pace ? invent(world, life, life.pace, day) : [];
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(day, plays);
  return plays;
}

function invent(world: World, life: ListenerLife, pace: Pace, day: number): SimulatedPlay[] {
  const random = new Random(world.seed, life.id, 'day', day);
  const sitting: Sitting = { world, life, month: monthOf(day), random, skips: pace.skips };
  const sessions = planSessions(sitting, pace, day);
  const from = startOfDay(world, life, day);
  const until = startOfDay(world, life, day + 1);
  moveApart(sessions, from, until);
  return layOut(sitting, sessions, day, until);
}

function planSessions(sitting: Sitting, pace: Pace, day: number): Placed[] {
  const { world, life, random } = sitting;
  const sessions = specialSessions(sitting, pace, day);
  const zone = zoneOn(world, life, day);
  const weekday = (day + 4) % 7;
  const hours = weekday === 0 || weekday === 6 ? pace.hours.weekend : pace.hours.weekday;
  let wanted = playsWanted(world, life, pace, day, random);
  while (wanted > 0) {
    const hour = random.weighted(hours);
    const startsAt = localTime(zone, day, hour * HOUR + random.between(0, HOUR - 1));
    const session = place(sit(sitting, wanted), startsAt);
    wanted -= session.plays.length;
    sessions.push(session);
  }
  return sessions;
}

/** Sprees and flights, in addition to the day's habits. */
function specialSessions(sitting: Sitting, pace: Pace, day: number): Placed[] {
  const { world, life } = sitting;
  const sessions: Placed[] = [];
  if (pace.sprees && isSpreeDay(world, life, pace.sprees.everyDays, day)) {
    const startsAt = localTime(zoneOn(world, life, day), day, 19 * HOUR + 10 * 60_000);
    sessions.push(place(spree(sitting, pace.sprees.plays), startsAt));
  }
  const flight = flightOn(world, life, day);
  for (let part = 0; flight && part < 3; part++) {
    sessions.push(place(sit(sitting, 12), flight.departs + 20 * 60_000 + part));
  }
  return sessions;
}

/** One random day in every `everyDays`. */
function isSpreeDay(world: World, life: ListenerLife, everyDays: number, day: number): boolean {
  const round = Math.floor(day / everyDays);
  return day % everyDays === new Random(world.seed, life.id, 'spree', round).between(0, everyDays - 1);
}

/** The pace, varied by year, season, weekday and mood, and zero on some days; its mean stays the same. */
function playsWanted(world: World, life: ListenerLife, pace: Pace, day: number, random: Random): number {
  if (random.chance(pace.silentDays)) return 0;
  const month = monthOf(day);
  const year = new Random(world.seed, life.id, 'year', Math.floor(month / 12)).next() * 0.4 + 0.8;
  const mood = new Random(world.seed, life.id, 'month', month).next() * 0.6 + 0.7;
  const season = 1 + 0.18 * Math.cos(((day % 365.25) / 365.25) * 2 * Math.PI);
  const weekday = [0.85, 0.95, 0.95, 1, 1.05, 1.2, 1][(day + 4) % 7] ?? 1;
  const whim = 0.25 + random.next() * 1.5;
  const wanted = (pace.playsPerDay / (1 - pace.silentDays)) * year * mood * season * weekday * whim;
  return Math.floor(wanted + random.next());
}

function place(session: Session, startsAt: number): Placed {
  const lastsMs = session.plays.reduce((sum, play) => sum + play.listenedMs + PAUSE, 0);
  return { ...session, startsAt, lastsMs };
}

/** Sessions that would overlap move apart: later first, then earlier where the day ends. */
function moveApart(sessions: Placed[], from: number, until: number): void {
  sessions.sort((a, b) => a.startsAt - b.startsAt);
  let free = from;
  for (const session of sessions) {
    session.startsAt = Math.max(session.startsAt, free);
    free = session.startsAt + session.lastsMs;
  }
  let end = until - 1000;
  for (const session of sessions.toReversed()) {
    session.startsAt = Math.max(from, Math.min(session.startsAt, end - session.lastsMs));
    end = session.startsAt;
  }
}

function layOut(sitting: Sitting, sessions: readonly Placed[], day: number, until: number): SimulatedPlay[] {
  const { world, life, random } = sitting;
  const flights = [flightOn(world, life, day - 1), flightOn(world, life, day)];
  const plays: SimulatedPlay[] = [];
  let free = 0;
  for (const session of sessions) {
    let at = Math.max(session.startsAt, free);
    for (const { track, listenedMs } of session.plays) {
      const playedAt = at + listenedMs;
      if (playedAt >= until) return plays;
      const flight = flights.find((each) => each && playedAt > each.departs && playedAt < each.lands);
      // Online plays are listed within seconds, offline ones when the phone finds a network again.
      const arrivesAt = (flight ? flight.lands + 60_000 : playedAt) + random.between(300, 4000);
      plays.push({ playedAt, arrivesAt, trackId: track.id, listenedMs, context: session.context });
      at = playedAt + random.between(1, PAUSE);
    }
    free = at;
  }
  return plays;
}

/** The calendar days that may contain an instant, in any zone. */
export function daysAround(fromMs: number, toMs: number): { first: number; last: number } {
  return { first: Math.floor(fromMs / DAY) - 1, last: Math.floor(toMs / DAY) + 1 };
}
