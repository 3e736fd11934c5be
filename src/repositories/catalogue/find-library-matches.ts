import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { CountedKind, EntityKind } from '@/lib/shared/analytics/statistics';
import { type RankedRow, rankedRow } from '@/repositories/analytics/ranked-row';
import { kindInSql, recordingOf, separations } from './entity-kinds';
import { holdsWords, libraryAs, type NameSearch } from './name-search';

const CATALOGUE: Record<Exclude<CountedKind, 'track'>, Prisma.Sql> = {
  release: Prisma.sql`tracks`,
  artist: Prisma.sql`artists`,
  album: Prisma.sql`albums`,
};

interface LibraryQuestion {
  kind: EntityKind;
  search: NameSearch;
  limit: number;
}

/**
 * Played entities whose name holds every word, most played first. A track matches by the name of any release that was played;
 * of several words some may be in an artist's name.
 */
export const findLibraryMatches = (
  db: Database,
  userId: number,
  { kind, search, limit }: LibraryQuestion,
): Promise<RankedRow[]> =>
  rankedLibrary(db, userId, {
    ...{ kind, limit, library: libraryAs(search), likeness: Prisma.sql`1` },
    matches: kind === 'track' && search.patterns.length > 1 ? byTrackAndArtist(search) : holdsWords(search),
  });

/**
 * Played entities whose name resembles the text, most alike first: for typing errors. Reads the names of the whole library,
 * since the index finds only what is nearly right.
 */
export const findNearestNames = (
  db: Database,
  userId: number,
  { kind, search, limit }: LibraryQuestion,
): Promise<RankedRow[]> => {
  const likeness = Prisma.sql`word_similarity(${search.text}, search_name)`;
  return rankedLibrary(db, userId, {
    ...{ kind, limit, library: Prisma.sql`AS MATERIALIZED`, likeness },
    matches: Prisma.sql`${likeness} >= ${LEAST_LIKENESS}`,
  });
};

/** Two letters that changed places in a word of five, "bjrok", still have this much in common with it. */
const LEAST_LIKENESS = 0.33;

interface LibrarySelection {
  kind: EntityKind;
  /** How the names are read: AS MATERIALIZED or AS NOT MATERIALIZED. */
  library: Prisma.Sql;
  /** A condition on `library`. */
  matches: Prisma.Sql;
  /** What comes first, before plays. */
  likeness: Prisma.Sql;
  limit: number;
}

const rankedLibrary = (
  db: Database,
  userId: number,
  { kind, library, matches, likeness, limit }: LibrarySelection,
): Promise<RankedRow[]> => {
  const { described, joins } = kindInSql(kind, userId);
  return query(db, rankedRow)`
    WITH library ${library} (${playedNames(kind === 'track' ? 'release' : kind, userId)}),
    matching AS (SELECT *, ${likeness} AS likeness FROM library WHERE ${matches}),
    ranked AS MATERIALIZED (
      SELECT id, plays, listened_ms, first_played_at, likeness
      FROM (${kind === 'track' ? recordingsOf(userId) : Prisma.sql`SELECT * FROM matching`}) m
      ORDER BY likeness DESC, plays DESC, listened_ms DESC, id LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.likeness DESC, ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
};

/** Each word is in the track's name or an artist's, at least one in the track's: "queen rhapsody". */
const byTrackAndArtist = ({ patterns }: NameSearch): Prisma.Sql => {
  const inName = patterns.map((pattern) => Prisma.sql`search_name LIKE ${pattern}`);
  const inEither = patterns.map(
    (pattern) => Prisma.sql`(search_name LIKE ${pattern} OR EXISTS (SELECT FROM track_artists ta
      JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = library.id AND a.search_name LIKE ${pattern}))`,
  );
  return Prisma.sql`(${Prisma.join(inName, ' OR ')}) AND ${Prisma.join(inEither, ' AND ')}`;
};

function playedNames(kind: Exclude<CountedKind, 'track'>, userId: number): Prisma.Sql {
  const { rollup, id } = kindInSql(kind, userId);
  return Prisma.sql`SELECT r.${id} AS id, r.plays, r.listened_ms, r.first_played_at, c.search_name
    FROM ${rollup} r JOIN ${CATALOGUE[kind]} c ON c.id = r.${id} WHERE r.user_id = ${userId}`;
}

/** The recordings of the releases that match, with the figures of all their releases. */
const recordingsOf = (userId: number): Prisma.Sql => Prisma.sql`
  SELECT r.recording_id AS id, r.plays, r.listened_ms, r.first_played_at, m.likeness FROM user_recording_stats r
  JOIN (SELECT recording_id, max(likeness) AS likeness
        FROM (SELECT ${recordingOf(Prisma.sql`t`)} AS recording_id, h.likeness
              FROM matching h JOIN tracks t ON t.id = h.id ${separations(userId, Prisma.sql`t`)}) r
        GROUP BY recording_id) m ON m.recording_id = r.recording_id
  WHERE r.user_id = ${userId}`;
