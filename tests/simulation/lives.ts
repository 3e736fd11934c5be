import type { ListenerLife } from '../../simulator/life/listener-life';
import { builtInListeners } from '../../simulator/life/scenarios';
import type { ArchiveStage } from '../support/archive-stage';

const DAY = 86_400_000;
const SCENARIOS = ['regular', 'quiet', 'heavy', 'heavy', 'gap', 'gap', 'traveller', 'traveller'];

/**
 * Two listeners, at one seed in eight three, each with a life of their own drawn from the simulator’s: most of
 * them fill Spotify’s window, skip or travel. They have been listening for some weeks before `startsAt` (ms UTC).
 */
export function addListeners(
  stage: ArchiveStage,
  seed: number,
  random: () => number,
  startsAt: number,
): ListenerLife[] {
  const count = random() < 1 / 8 ? 3 : 2;
  return Array.from({ length: count }, (_, place) =>
    addListener(stage, `${seed}-${place + 1}`, random, startsAt),
  );
}

function addListener(
  { simulator: { control } }: ArchiveStage,
  name: string,
  random: () => number,
  startsAt: number,
): ListenerLife {
  const scenario = SCENARIOS[Math.floor(random() * SCENARIOS.length)];
  const base = builtInListeners(startsAt).find(({ id }) => id === scenario);
  if (!base?.pace) throw new Error('The simulator has no such life');
  const { playsPerDay, hours, journeys, ...rest } = base.pace;
  const pace = {
    ...rest,
    playsPerDay: playsPerDay * (0.5 + random()),
    hours: { weekday: [...hours.weekday], weekend: [...hours.weekend] },
    ...(journeys ? { journeys: { zones: [...journeys.zones], everyMonths: 1 } } : {}),
  };
  return control.addListener({
    ...base,
    pace,
    plays: [],
    id: `${base.id}-${name}`,
    startsAt: startsAt - 21 * DAY,
  });
}

const HEARD_MS = 31_000;

/**
 * A second phone without network played short things amid the last known plays, and is about to tell: each late play
 * changes what is known about the one after it. `now` in ms UTC.
 */
export function tellOfflinePlays(
  { simulator: { control } }: ArchiveStage,
  { id }: ListenerLife,
  now: number,
): void {
  const last = control.playsBetween(id, now - 7 * DAY, now).slice(-12);
  const amid = last.filter((play) => play.arrivesAt <= now && play.listenedMs > 3 * HEARD_MS).slice(0, 4);
  const late = amid.map((play) => ({
    playedAt: play.playedAt - HEARD_MS,
    arrivesAt: now + 60_000,
    track: play.trackId,
    listenedMs: HEARD_MS,
    context: null,
  }));
  control.addPlays(id, late);
}

/**
 * Skips from track to track for more than an hour: long enough for the next poll to notice, and until just
 * before the tick that follows in an hour. `now` in ms UTC; answers when the first play ended, ms UTC.
 */
export function listenHastily(
  { simulator: { control } }: ArchiveStage,
  { id }: ListenerLife,
  now: number,
): number {
  const tracks = control.playsBetween(id, now - 7 * DAY, now).map((play) => play.trackId);
  const from = now - 11 * 60_000;
  const count = Math.floor((now + 57 * 60_000 - from) / HEARD_MS);
  const plays = Array.from({ length: count }, (_, place) => ({
    playedAt: from + place * HEARD_MS,
    arrivesAt: from + place * HEARD_MS,
    track: tracks[place % tracks.length] ?? '',
    listenedMs: HEARD_MS,
    context: null,
  }));
  control.addPlays(id, plays);
  return from;
}
