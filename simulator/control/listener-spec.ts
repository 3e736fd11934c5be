import { z } from 'zod';
import type { Library } from '../api/library';
import type { ListenerLife, SimulatedPlay } from '../life/listener-life';
import { memoryOf, type World } from '../life/world';

const moment = z.union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

const trackSpec = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  artists: z
    .array(z.union([z.string(), z.strictObject({ id: z.string().optional(), name: z.string() })]))
    .min(1),
  album: z.union([z.string(), z.strictObject({ id: z.string().optional(), name: z.string() })]).optional(),
  durationMs: z.number().optional(),
  isrc: z.string().optional(),
  explicit: z.boolean().optional(),
});

/** An explicit play. */
export const playSpec = z.strictObject({
  /** End of the play: ms UTC or an ISO date. */
  playedAt: moment,
  /** When Spotify starts to list it; default at once. */
  arrivesAt: moment.optional(),
  /** A place in the catalogue, a track's id, or a made-up track. */
  track: z.union([z.int().min(0), z.string(), trackSpec]),
  /** Default: the whole track. */
  listenedMs: z.number().min(0).optional(),
  context: z
    .object({ type: z.enum(['album', 'playlist', 'artist', 'collection']), uri: z.string() })
    .nullable()
    .default(null),
});

const hours = z.array(z.number().min(0)).length(24);

const pace = z.strictObject({
  playsPerDay: z.number().min(0),
  silentDays: z.number().min(0).max(0.99),
  skips: z.number().min(0).max(1),
  hours: z.strictObject({ weekday: hours, weekend: hours }),
  sprees: z.strictObject({ everyDays: z.int().min(1), plays: z.int().min(1) }).optional(),
  journeys: z.strictObject({ zones: z.array(z.string()).min(1), everyMonths: z.number().min(1) }).optional(),
});

export const listenerSpec = z.strictObject({
  id: z.string().min(1),
  displayName: z.string().optional(),
  email: z.string().optional(),
  timeZone: z.string().default('UTC'),
  startsAt: moment.default(0),
  /** Default: nothing is played but `plays`. */
  pace: pace.nullable().default(null),
  plays: z.array(playSpec).default([]),
  about: z.string().optional(),
  country: z.string().length(2).optional(),
});

export type PlaySpec = z.input<typeof playSpec>;
export type ListenerSpec = z.input<typeof listenerSpec>;

/** @throws ZodError, or an Error that names an unknown track. */
export function lifeFrom(library: Library, given: ListenerSpec): ListenerLife {
  const { id, displayName, email, plays, about, country, ...rest } = listenerSpec.parse(given);
  return {
    id,
    displayName: displayName ?? id,
    email: email ?? `${id}@simulator.example`,
    ...rest,
    plays: ascending(plays.map((play) => playFrom(library, play))),
    ...(about === undefined ? {} : { about }),
    ...(country === undefined ? {} : { country }),
  };
}

/** The same life with more plays; cached days stay valid. */
export function withPlays(
  world: World,
  library: Library,
  life: ListenerLife,
  more: readonly PlaySpec[],
): ListenerLife {
  const added = more.map((play) => playFrom(library, playSpec.parse(play)));
  const longer = { ...life, plays: ascending([...(life.plays ?? []), ...added]) };
  world.memory.set(longer, memoryOf(world, life));
  return longer;
}

const ascending = (plays: SimulatedPlay[]): SimulatedPlay[] => plays.sort((a, b) => a.playedAt - b.playedAt);

function playFrom(library: Library, play: z.output<typeof playSpec>): SimulatedPlay {
  const track = typeof play.track === 'object' ? library.addTrack(play.track) : known(library, play.track);
  return {
    playedAt: play.playedAt,
    arrivesAt: Math.max(play.playedAt, play.arrivesAt ?? play.playedAt),
    trackId: track.id,
    listenedMs: play.listenedMs ?? track.durationMs,
    context: play.context,
  };
}

function known(library: Library, track: number | string) {
  const found = typeof track === 'number' ? library.catalogue.tracks[track] : library.track(track);
  if (!found)
    throw new Error(
      `There is no track "${track}" in the simulator. Give a place in its catalogue, an id, or a name with artists.`,
    );
  return found;
}
