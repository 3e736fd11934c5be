import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { CountedKind, EntityKind } from '@/lib/shared/analytics/statistics';
import { type RankedEntityRow, rankedEntityRow } from '@/repositories/analytics/ranked-row';
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
): Promise<RankedEntityRow[]> =>
  rankedLibrary(db, userId, {
    kind,
    limit,
    library: libraryAs(search),
    likeness: Prisma.sql`1`,
    matches: [
      holdsWords(search),
      ...(kind === 'track' && search.patterns.length > 1 ? withArtists(search) : []),
    ],
  });

/**
 * Played entities whose name resembles the text, most alike first: for typing errors. Reads the names of the whole library,
 * since the index finds only what is nearly right.
 */
export const findNearestNames = (
  db: Database,
  userId: number,
  { kind, search, limit }: LibraryQuestion,
): Promise<RankedEntityRow[]> => {
  const likeness = Prisma.sql`word_similarity(${search.text}, search_name)`;
  return rankedLibrary(db, userId, {
    kind,
    limit,
    library: Prisma.sql`AS MATERIALIZED`,
    likeness,
    matches: [Prisma.sql`${likeness} >= ${LEAST_LIKENESS}`],
  });
};

/** Two letters that changed places in a word of five, "bjrok", still have this much in common with it. */
const LEAST_LIKENESS = 0.33;

interface LibrarySelection {
  kind: EntityKind;
  /** How the names are read: AS MATERIALIZED or AS NOT MATERIALIZED. */
  library: Prisma.Sql;
  /** Conditions on `library`, one of which must hold; each may use an index of its own. */
  matches: readonly Prisma.Sql[];
  /** What comes first, before plays. */
  likeness: Prisma.Sql;
  limit: number;
}

const rankedLibrary = (
  db: Database,
  userId: number,
  { kind, library, matches, likeness, limit }: LibrarySelection,
): Promise<RankedEntityRow[]> => {
  const { described, joins } = kindInSql(kind, userId);
  const matching = matches.map(
    (match) => Prisma.sql`SELECT *, ${likeness} AS likeness FROM library WHERE ${match}`,
  );
  return query(db, rankedEntityRow)`
    WITH library ${library} (${playedNames(kind === 'track' ? 'release' : kind, userId)}),
    matching AS (${Prisma.join(matching, ' UNION ')}),
    ranked AS MATERIALIZED (
      SELECT id, plays, listened_ms, first_played_at, likeness
      FROM (${kind === 'track' ? recordingsOf(userId) : Prisma.sql`SELECT * FROM matching`}) m
      ORDER BY likeness DESC, plays DESC, listened_ms DESC, id LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.likeness DESC, ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
};

/** Some words are in an artist's name, at least one is in the track's: "queen rhapsody". No word holds a space. */
const withArtists = ({ patterns }: NameSearch): Prisma.Sql[] =>
  patterns.map(
    (pattern) => Prisma.sql`
      id IN (SELECT ta.track_id FROM track_artists ta JOIN artists a ON a.id = ta.artist_id WHERE a.search_name LIKE ${pattern})
      AND search_name LIKE ANY (${patterns}) AND search_name || ' ' || (
        SELECT string_agg(a.search_name, ' ') FROM track_artists ta JOIN artists a ON a.id = ta.artist_id
        WHERE ta.track_id = library.id) LIKE ALL (${patterns})`,
  );

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
