import { HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import type { Recording, Release } from './music';
import type { Random } from './random';

/** A play as it was, with all that Spotify will ever say about it. */
export interface LifePlay {
  recording: Recording;
  /** Under which id a file names it; a poll names any. */
  inFiles: Release;
  start: number;
  /** Start and played time, ms UTC. */
  end: number;
  msPlayed: number;
  skipped: boolean;
  /** The end as polls list it; null when they do not: private sessions, skips under 30 s. */
  polledEnd: number | null;
  isPrivate: boolean;
  /** When Spotify learns of it: its end, or later when it was played offline. */
  knownAt: number;
  isOffline: boolean;
}

const LISTED_FROM = 30 * SECOND;

interface Living {
  random: Random;
  music: readonly Recording[];
  now: number;
  isPrivate: boolean;
  plays: LifePlay[];
}

/** One listener's plays, one after the other, in sessions over some days. */
export function inventLife(
  random: Random,
  music: readonly Recording[],
  startsAt: number,
  plays: number,
): LifePlay[] {
  const living: Living = { random, music, now: startsAt, isPrivate: false, plays: [] };
  while (living.plays.length < plays) {
    if (random.chance(0.04)) changePrivacy(living);
    if (random.chance(0.04)) flyWithout(living);
    else if (random.chance(0.1)) loop(living);
    else if (random.chance(0.06)) restart(living);
    else listen(living);
    if (random.chance(0.12)) living.now += random.between(5 * MINUTE, 4 * HOUR);
  }
  return living.plays;
}

/** With a pause: a play that only polls tell and its neighbour in a loop that only files tell cannot be told apart. */
function changePrivacy(living: Living): void {
  living.isPrivate = !living.isPrivate;
  living.now += 2 * MINUTE;
}

function listen(living: Living): void {
  const { random } = living;
  const recording = random.pick(living.music);
  const full = recording.durationMs;
  const lengths = [random.between(1_000, 29_000), random.between(LISTED_FROM, full), full, full, full, full];
  play(living, recording, random.pick(lengths));
  // A pause between two tracks; mostly there is none.
  if (random.chance(0.5)) living.now += random.between(0, 3_000);
}

function loop(living: Living): void {
  const recording = living.random.pick(living.music.filter(({ durationMs }) => durationMs < MINUTE));
  const times = living.random.between(2, 8);
  for (let nth = 0; nth < times; nth++) play(living, recording, recording.durationMs);
}

/** Somebody starts a track again after some seconds. */
function restart(living: Living): void {
  const recording = living.random.pick(living.music);
  play(living, recording, living.random.between(3_000, 20_000));
  play(living, recording, recording.durationMs);
}

/** Hours without a connection: all plays of them become known at one later moment. */
function flyWithout(living: Living): void {
  const first = living.plays.length;
  const times = living.random.between(2, 6);
  for (let nth = 0; nth < times; nth++) listen(living);
  living.now += living.random.between(HOUR, 5 * HOUR);
  for (const each of living.plays.slice(first)) {
    each.isOffline = true;
    each.knownAt = living.now;
  }
}

function play(living: Living, recording: Recording, msPlayed: number): void {
  const { random, isPrivate, now: start } = living;
  const end = start + msPlayed;
  living.now = end;
  const [usual] = recording.releases;
  living.plays.push({
    recording,
    inFiles: random.chance(0.7) && usual ? usual : random.pick(recording.releases),
    start,
    end,
    msPlayed,
    isPrivate,
    knownAt: end,
    isOffline: false,
    skipped: msPlayed < recording.durationMs,
    polledEnd: isPrivate || msPlayed < LISTED_FROM ? null : end + random.between(0, 1_800),
  });
}
