import type { TrackFacts } from '../catalogue/same-recording';
import { trackFacts } from '../catalogue/track-facts';
import type { ObservedTrack } from './observed-track';

/** What a track of an answer is compared by. */
export const factsOfObserved = ({ spotifyId, name, artists, isrc, durationMs }: ObservedTrack): TrackFacts =>
  trackFacts({
    spotifyId,
    title: name,
    artists: artists.map((artist) => artist.name),
    artistIds: artists.map((artist) => artist.spotifyId),
    isrc,
    durationMs,
    isClaim: false,
  });
