import type { TrackFacts } from '@/lib/catalogue/same-recording';
import type { Database, RootDatabase } from '@/lib/db/client';
import { playOf, reportsOf } from '@/lib/history/combine-plays';
import { type Matching, matchPlays } from '@/lib/history/match-plays';
import { reachesOfListener } from '@/lib/history/reach';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { findEndsOfTracks } from '@/repositories/history/ends-of-tracks';
import { findStoredPlays, type StoredPlay } from '@/repositories/history/stored-plays-repository';
import { type ComposedPlays, composePlays, replacedBy } from './compose-plays';
import { factsOf, storedReports } from './stored-reports';
import { writeComposed } from './write-composed';

/** A removal or an import may lock the listener's row for a while. */
const TRANSACTION = { maxWait: 30 * SECOND, timeout: MINUTE };

type Match = Matching['plays'][number];

/** Plays of these tracks that are compared in one transaction. */
const PLAYS = 200;

/**
 * Matches the plays around those of some tracks again, now that more is known about the tracks: two plays may turn out to be
 * one. In small transactions, each of which locks the listener's row.
 */
export async function rematchPlays(
  db: RootDatabase,
  listener: { userId: number; now: Date },
  tracks: readonly number[],
): Promise<void> {
  for (let after: Date | null = new Date(0); after !== null; ) {
    const from: Date = after;
    after = await db.$transaction((tx) => rematchFrom(tx, listener, tracks, from), TRANSACTION);
  }
}

/** Returns the end of the last play that was compared; null when there is none. */
async function rematchFrom(
  db: Database,
  { userId, now }: { userId: number; now: Date },
  tracks: readonly number[],
  after: Date,
): Promise<Date | null> {
  if ((await lockListenerForWriting(db, userId)) === null) return null;
  const ends = await findEndsOfTracks(db, userId, tracks, { after, limit: PLAYS });
  const stored = await findStoredPlays(db, reachesOfListener(userId, ends), 'file');
  await writeComposed(db, { userId, now }, recompose(userId, stored));
  const last = ends.at(-1);
  return last && ends.length === PLAYS ? new Date(last.end) : null;
}

/**
 * Stored plays after matching all their reports again. A play that turns out to be a removed one is merged into it, and stays
 * removed.
 */
export function recompose(userId: number, stored: readonly StoredPlay[]): ComposedPlays {
  const trackIds = new Map<TrackFacts, number>();
  const all = stored.map((play) => {
    const track = factsOf(play);
    trackIds.set(track, play.trackId);
    return { play, known: storedReports(play, track) };
  });
  const removed = all.filter(({ play }) => play.isRemoved);
  const reported = all
    .filter(({ play }) => !play.isRemoved)
    .flatMap(({ play, known }) => reportsOf(known.reported).map((report) => ({ play, report })));
  const { plays } = matchPlays(
    reported.map(({ report }) => report),
    removed.map(({ known }) => known),
  );
  const matches = assignStored(
    plays,
    reported.map(({ play }) => play),
    removed.map(({ play }) => play),
  );
  const before = matches.flatMap(({ before }) => before ?? []);
  const composed = composePlays(
    userId,
    { plays: matches.map((match) => ({ ...match, known: match.before && before.indexOf(match.before) })) },
    before,
    (track) => ({ track: null, track_id: trackIds.get(track) ?? null }),
  );
  const gone = matches.flatMap(({ reported, others }) => {
    const after = { user_id: userId, track: null, track_id: trackIds.get(playOf(reported).track) ?? null };
    return others.map((play) => replacedBy(after, play));
  });
  return {
    ...composed,
    // Everything around them is matched here already, so nothing is noted for later.
    plays: composed.plays.map((play) => ({ ...play, was_track_id: undefined })),
    replaced: composed.replaced.concat(gone),
  };
}

interface Assigned extends Match {
  /** The stored play that becomes this one. */
  before: StoredPlay | null;
  /** Stored plays that go into it. */
  others: StoredPlay[];
}

/**
 * Finds the stored plays that each match replaces. One whose reports belong to several matches goes to the first of them.
 * @param ofReports the stored play of each report.
 * @param removed what `known` of a match refers to.
 */
function assignStored(
  plays: readonly Match[],
  ofReports: readonly StoredPlay[],
  removed: readonly StoredPlay[],
): Assigned[] {
  const assigned = new Set<StoredPlay>();
  const assign = (match: Match): Assigned => {
    const its = new Set(match.reports.flatMap((place) => ofReports[place] ?? []));
    const free = [...its].filter((play) => !assigned.has(play));
    for (const play of free) assigned.add(play);
    if (match.known !== null) return { ...match, before: removed[match.known] ?? null, others: free };
    const [before = null, ...others] = free;
    return { ...match, before, others };
  };
  // Last, so that a play only some of whose reports belong to a removed one stays where the others are.
  const isOfRemoved = ({ known }: Match) => known !== null;
  return [...plays.filter((match) => !isOfRemoved(match)), ...plays.filter(isOfRemoved)].map(assign);
}
