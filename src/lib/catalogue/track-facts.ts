import type { TrackFacts } from './same-recording';

/** A track of the catalogue or of an answer, with the ids of its artists in the order of their names. */
export interface DescribedTrack extends Omit<TrackFacts, 'describedBy' | 'artistIds'> {
  /** Null for an artist known by name only. */
  artistIds: readonly (string | null)[];
  /** As a file describes it, which Spotify has not replaced. */
  isClaim: boolean;
}

/** What tracks are compared by. Artists count by their ids only where all of them have one. */
export function trackFacts({ isClaim, artistIds, ...track }: DescribedTrack): TrackFacts {
  const ids = artistIds.flatMap((id) => id ?? []);
  const hasAllIds = ids.length > 0 && ids.length === artistIds.length;
  return { ...track, ...(hasAllIds && { artistIds: ids }), describedBy: isClaim ? 'file' : 'spotify' };
}
