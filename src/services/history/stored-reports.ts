import type { TrackFacts } from '@/lib/catalogue/same-recording';
import type { KnownPlay } from '@/lib/history/match-plays';
import { type Report, tellerOf } from '@/lib/history/report';
import type { PlaySource, StoredPlay } from '@/repositories/history/stored-plays-repository';

/** What each source told of a stored play, for comparing reports with it. `track` are the facts of its track. */
export function storedReports(play: StoredPlay, track = factsOf(play)): KnownPlay {
  const reports = play.sources.map((source) => reportOf(play, source, track));
  return {
    told: Object.fromEntries(reports.map((report) => [tellerOf(report), report])),
    removed: play.isRemoved,
  };
}

/** What is stored of a play's track; nothing but its id where its end alone identifies the play. */
export const factsOf = ({ spotifyId, track }: StoredPlay): TrackFacts => ({
  spotifyId,
  title: track?.name ?? '',
  artists: track?.artists ?? [],
  ...(hasAllIds(track?.artistIds) && { artistIds: track?.artistIds.filter((id) => id !== null) }),
  isrc: track?.isrc ?? null,
  durationMs: track?.durationMs ?? null,
  toldBy: track?.isClaim ? 'file' : 'spotify',
});

const hasAllIds = (ids: readonly (string | null)[] | undefined): boolean =>
  ids !== undefined && ids.length > 0 && ids.every((id) => id !== null);

const PRECISION: Record<PlaySource, Report['precision']> = {
  poll: 1,
  extended_history: 1_000,
  account_data: 60_000,
};

/** A poll tells neither how long a play was listened to nor how it ended; a file tells no context. */
function reportOf(play: StoredPlay, source: PlaySource, track: TrackFacts): Report {
  const isPoll = source === 'poll';
  const end = play.reports.find((report) => report.source === source)?.ended_at ?? play.playedAt;
  return {
    end: end.getTime(),
    precision: PRECISION[source],
    track,
    msPlayed: isPoll ? null : play.msPlayed,
    skipped: isPoll ? null : play.skipped,
    reasonStart: isPoll ? null : play.reasonStart,
    reasonEnd: isPoll ? null : play.reasonEnd,
    context: isPoll ? play.context : null,
    source: isPoll ? 'poll' : 'import',
  };
}
