import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { trackFacts } from '@/lib/catalogue/track-facts';
import type { KnownPlay } from '@/lib/history/known-play';
import { type PlaySource, reportBy } from '@/lib/history/play-source';
import { type Report, reporterOf } from '@/lib/history/report';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';

/** Stored plays for comparing reports with them, and the track that the facts of each belong to. */
export function knownPlays(stored: readonly StoredPlay[]): {
  known: KnownPlay[];
  trackIds: Map<TrackFacts, number>;
} {
  const trackIds = new Map<TrackFacts, number>();
  const known = stored.map((play) => {
    const track = factsOf(play);
    trackIds.set(track, play.trackId);
    return storedReports(play, track);
  });
  return { known, trackIds };
}

/** What each source reported of a stored play, for comparing reports with it. `track` are the facts of its track. */
export function storedReports(play: StoredPlay, track = factsOf(play)): KnownPlay {
  const reports = play.sources.map((source) => reportOf(play, source, track));
  return {
    reported: Object.fromEntries(reports.map((report) => [reporterOf(report), report])),
    storedAt: play.storedAt.getTime(),
    removedAt: play.removedAt?.getTime() ?? null,
  };
}

/** What is stored of a play's track; nothing but its id where its end alone identifies the play. */
const factsOf = ({ spotifyId, track }: StoredPlay): TrackFacts =>
  trackFacts({
    spotifyId,
    title: track?.name ?? '',
    artists: track?.artists ?? [],
    artistIds: track?.artistIds ?? [],
    isrc: track?.isrc ?? null,
    durationMs: track?.durationMs ?? null,
    isClaim: track?.isClaim ?? false,
  });

function reportOf(play: StoredPlay, source: PlaySource, track: TrackFacts): Report {
  const end = play.reports.find((report) => report.source === source)?.ended_at ?? play.playedAt;
  return reportBy(source, end.getTime(), { ...play, track });
}
