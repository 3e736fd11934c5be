import type { z } from 'zod';
import type { ExclusionList as listSchema, Exclusion as schema } from './exclusion-schema';

/** What a listener leaves out of statistics. Instants are ISO 8601 UTC. */
export type Exclusion = z.output<typeof schema>;

/** All of a listener's exclusions, how many plays they leave out, and how far the figures have followed. */
export type ExclusionList = z.output<typeof listSchema>;

/** A listener has so many exclusions at most. */
export const MOST_EXCLUSIONS = 200;

/** What is to be left out, as it is asked for. */
export type ExclusionTarget =
  | { kind: 'artist' | 'album' | 'track'; id: number }
  | { kind: 'playlist'; uri: string }
  | { kind: 'span'; from: Date; to: Date }
  | { kind: 'hours'; fromMinute: number; toMinute: number; timeZone: string };
