import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { playOf, type Reported } from '@/lib/history/combine-plays';
import type { Matching } from '@/lib/history/match-plays';
import { type PlaySource, SOURCES } from '@/lib/history/play-source';
import { REPORTERS } from '@/lib/history/report';
import type { BatchPlay, PlayBatch } from '@/repositories/archival/play-batch-repository';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';

/** A track as a play of a batch names it. */
type TrackRef = Pick<BatchPlay, 'track' | 'track_id'>;

export interface ComposedPlays {
  plays: BatchPlay[];
  replaced: PlayBatch['replaced'];
  removed: PlayBatch['removed'];
  contexts: PlayBatch['contexts'];
}

/**
 * The plays that a matching adds, and those that it changes: these are replaced. A removed play stays removed, with what is
 * reported of it. `trackIds` has the keys of the tracks that facts belong to; others are named by Spotify's id.
 */
export function composePlays(
  userId: number,
  { plays }: Pick<Matching, 'plays'>,
  stored: readonly StoredPlay[],
  trackIds: ReadonlyMap<TrackFacts, number>,
): ComposedPlays {
  const composed: ComposedPlays = { plays: [], replaced: [], removed: [], contexts: [] };
  for (const { known, others, reported } of plays) {
    const before = known === null ? null : (stored[known] ?? null);
    const play = playOf(reported);
    const after = toBatchPlay(userId, reported, before, refOf(play.track, trackIds));
    composed.replaced.push(
      ...others.flatMap((place) => stored[place] ?? []).map((other) => replacedBy(after, other)),
    );
    if (before && isSame(after, before)) continue;
    if (play.context) composed.contexts.push(play.context);
    if (before && before.removedAt !== null) {
      composed.removed.push({ ...after, was_played_at: before.playedAt, was_track_id: before.trackId });
      continue;
    }
    composed.plays.push(before ? { ...after, was_track_id: before.trackId } : after);
    if (before) composed.replaced.push(replacedBy(after, before));
  }
  keepApart(composed, stored);
  return composed;
}

function refOf(track: TrackFacts, trackIds: ReadonlyMap<TrackFacts, number>): TrackRef {
  const id = trackIds.get(track);
  return id === undefined ? { track: track.spotifyId, track_id: null } : { track: null, track_id: id };
}

/** A stored play that goes into another one. */
const replacedBy = (
  { user_id, track, track_id }: Pick<BatchPlay, 'user_id' | 'track' | 'track_id'>,
  { playedAt, trackId }: StoredPlay,
): PlayBatch['replaced'][number] => ({
  user_id,
  played_at: playedAt,
  track_id: trackId,
  became: track,
  became_id: track_id,
});

/**
 * Gives plays of one track that ended at the same instant, as account data says it of all in a minute, a millisecond each:
 * a play is stored by its track and end, and none may take the place of another.
 */
function keepApart({ plays, replaced, removed }: ComposedPlays, stored: readonly StoredPlay[]): void {
  const keyOf = (track: string | number | null, end: Date) => `${track} ${end.getTime()}`;
  const spotifyIds = new Map(stored.map(({ trackId, spotifyId }) => [trackId, spotifyId]));
  // One track may be named by its key here and by its id there.
  const nameOf = ({ track, track_id }: TrackRef) => track ?? spotifyIds.get(track_id ?? 0) ?? track_id;
  const gone = new Set([
    ...replaced.map((play) => keyOf(play.track_id, play.played_at)),
    ...removed.map((play) => keyOf(play.was_track_id, play.was_played_at)),
  ]);
  const taken = new Set(
    stored.flatMap(({ trackId, spotifyId, playedAt }) =>
      gone.has(keyOf(trackId, playedAt)) ? [] : [keyOf(spotifyId ?? trackId, playedAt)],
    ),
  );
  for (const play of [...plays, ...removed]) {
    const name = nameOf(play);
    while (taken.has(keyOf(name, play.played_at))) play.played_at = new Date(play.played_at.getTime() + 1);
    taken.add(keyOf(name, play.played_at));
  }
}

function toBatchPlay(
  userId: number,
  reported: Reported,
  before: StoredPlay | null,
  ref: TrackRef,
): BatchPlay {
  const play = playOf(reported);
  const reports = REPORTERS.flatMap((reporter) => {
    const report = reported[reporter];
    return report ? [{ source: SOURCES[reporter], ended_at: new Date(report.end) }] : [];
  });
  return {
    user_id: userId,
    played_at: new Date(play.end),
    ...ref,
    ms_played: play.msPlayed,
    context: play.context?.uri ?? null,
    sources: reports.map(({ source }) => source),
    first_origin: before?.firstOrigin ?? null,
    skipped: play.skipped,
    reason_start: play.reasonStart,
    reason_end: play.reasonEnd,
    reports,
  };
}

/** Whether a stored play says the same already. */
const isSame = (after: BatchPlay, before: StoredPlay): boolean =>
  after.played_at.getTime() === before.playedAt.getTime() &&
  (after.track_id === before.trackId || (after.track !== null && after.track === before.spotifyId)) &&
  after.ms_played === before.msPlayed &&
  after.context === (before.context?.uri ?? null) &&
  after.sources.join() === before.sources.join() &&
  after.reports.every(({ source, ended_at }) => ended_at.getTime() === endBy(source, before)) &&
  after.skipped === before.skipped &&
  after.reason_start === before.reasonStart &&
  after.reason_end === before.reasonEnd;

const endBy = (source: PlaySource, { reports, playedAt }: StoredPlay): number =>
  (reports.find((report) => report.source === source)?.ended_at ?? playedAt).getTime();
