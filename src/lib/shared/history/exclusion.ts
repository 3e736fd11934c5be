import type { z } from 'zod';
import type { ExclusionList as listSchema, Exclusion as schema } from './exclusion-schema';

/** What a listener leaves out of statistics. Instants are ISO 8601 UTC. */
export type Exclusion = z.output<typeof schema>;

/** All of a listener's exclusions, how many plays they leave out, and how far the figures have followed. */
export type ExclusionList = z.output<typeof listSchema>;

/** The most exclusions that a listener may have. */
export const MOST_EXCLUSIONS = 200;

/** What is to be left out, as it is asked for. */
export type ExclusionTarget =
  | { kind: 'artist' | 'album' | 'track'; id: number }
  | { kind: 'playlist'; uri: string }
  | { kind: 'span'; from: Date; to: Date }
  | { kind: 'hours'; fromMinute: number; toMinute: number; timeZone: string };

/** How an artist, album or track stands in the statistics. */
export interface EntityExclusion {
  /** The exclusion of just this; null where it counts. */
  id: number | null;
  /** Figures still follow a change of what is left out. */
  isFollowing: boolean;
}

/** Something that can be left out beside a play; instants are ISO 8601 UTC. */
export type ExclusionChoice =
  | { kind: 'artist' | 'album' | 'track'; id: number; name: string }
  | { kind: 'playlist'; uri: string }
  | { kind: 'span'; of: 'session' | 'day'; from: string; to: string };
