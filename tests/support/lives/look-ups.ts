import type { TrackFacts } from '@/lib/catalogue/same-recording';
import type { Recording } from './music';
import { wordsAt } from './polls';
import type { Random } from './random';
import type { Event } from './world';

/** Spotify is asked about the tracks that only files named so far; whose files they were does not matter. */
export interface LookUp {
  kind: 'lookUp';
  listener: null;
  at: number;
  /** What Spotify would say of each of its ids. */
  words: TrackFacts[];
}

/**
 * The same events in the same order, between any of them some look-ups, and one after all: that two titles are one recording
 * is known from Spotify alone.
 */
export function withLookUps(random: Random, events: readonly Event[], music: readonly Recording[]): Event[] {
  const after = [
    ...Array.from({ length: random.between(0, 4) }, () => random.between(0, events.length - 1)),
    events.length - 1,
  ];
  return events.flatMap((event, index): Event[] => {
    const { at } = event;
    const isAsked = after.includes(index);
    return isAsked ? [event, { kind: 'lookUp', listener: null, at, words: wordsAt(music, at) }] : [event];
  });
}

/** A page of Spotify's that names these tracks as the polls of a life do. */
export const pageNaming = (words: readonly TrackFacts[]) => ({
  items: words.map(({ spotifyId, title, artists, isrc, durationMs }) => ({
    track: {
      id: spotifyId,
      name: title,
      duration_ms: durationMs,
      explicit: false,
      external_ids: { isrc },
      album: { id: `album of ${spotifyId}`, name: `Album of ${spotifyId}` },
      artists: artists.map((name) => ({ id: `id of ${name}`, name })),
    },
  })),
});
