import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { isFiltered, NO_KNOWN_GENRE, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { type Listener, onDays, playedOn } from '@/repositories/analytics/listener-days';
import { isOfEntity } from '@/repositories/catalogue/find-entity-plays';
import { matchingTracks, type NameSearch } from '@/repositories/catalogue/name-search';

/** Selects some of a listener's plays. */
export interface PlaysQuestion {
  filter: PlaysFilter;
  /** Nothing later than this day of the listener's calendar. */
  untilDay: string | null;
  /** A text that the name of the track, its album or an artist contains. */
  search: NameSearch | null;
  /** Whether plays that do not count are selected too. */
  withShort: boolean;
}

/** What a selection is made from: plays that are left out of statistics are listed too. */
export const listedPlays = ({ withShort }: Pick<PlaysQuestion, 'withShort'>): Prisma.Sql =>
  withShort
    ? Prisma.sql`play_events`
    : Prisma.sql`(SELECT e.* FROM play_events e JOIN users u ON u.id = e.user_id
        WHERE counts_as_play(e.ms_played, u.counts_from_ms)) AS listed_plays`;

/** A condition on play_events: a selected play of the listener. Weekday and hour are computed as in the day rollup. */
export function matchesFilter(
  listener: Listener,
  { filter, untilDay, search, withShort }: PlaysQuestion,
): Prisma.Sql {
  const { from, to, entity, album, weekday, hour, genre, at, until } = filter;
  const localAt = Prisma.sql`(played_at AT TIME ZONE ${listener.timeZone})`;
  const conditions = [
    playedOn(listener, { from, to }),
    onDays(Prisma.sql`played_at`, listener, { from: null, to: untilDay }),
    ...(entity ? [isOfEntity(listener.id, entity)] : []),
    ...(album === null ? [] : [isOfEntity(listener.id, { kind: 'album', id: album })]),
    ...(weekday === null ? [] : [Prisma.sql`extract(isodow FROM ${localAt})::int = ${weekday + 1}`]),
    ...(hour === null ? [] : [Prisma.sql`extract(hour FROM ${localAt})::int = ${hour}`]),
    ...(genre === null ? [] : [hasGenre(genre)]),
    ...(at === null ? [] : [Prisma.sql`played_at BETWEEN ${new Date(at)} AND ${new Date(until ?? at)}`]),
    ...(search
      ? [Prisma.sql`track_id IN (SELECT track_id FROM (${matchingTracks(listener.id, search, withShort)}) m)`]
      : []),
  ];
  return Prisma.join(conditions, ' AND ');
}

function hasGenre(genre: string): Prisma.Sql {
  const ofArtists = (condition: Prisma.Sql) =>
    Prisma.sql`track_id IN (SELECT ta.track_id FROM track_artists ta JOIN artists a ON a.id = ta.artist_id
      WHERE ${condition})`;
  return genre === NO_KNOWN_GENRE
    ? Prisma.sql`NOT ${ofArtists(Prisma.sql`a.genres <> '{}'`)}`
    : ofArtists(Prisma.sql`${genre} = ANY (a.genres)`);
}

const countsRow = z.object({ plays: z.int(), leftOut: z.int() });

/** Counts the selected plays, apart those that are left out of statistics. Reads them all, except for a search of the whole history, which the rollup answers. */
export async function countPlays(
  db: Database,
  listener: Listener,
  question: PlaysQuestion,
): Promise<z.output<typeof countsRow>> {
  const { filter, untilDay, search, withShort } = question;
  if (search && untilDay === null && !isFiltered(filter) && !withShort)
    return queryOnly(db, countsRow)`
      SELECT coalesce(sum(plays), 0)::int AS plays, coalesce(sum(left_out), 0)::int AS "leftOut"
      FROM (${matchingTracks(listener.id, search, withShort)}) m`;
  return queryOnly(db, countsRow)`
    SELECT count(listened_ms)::int AS plays, (count(*) - count(listened_ms))::int AS "leftOut"
    FROM ${listedPlays(question)} WHERE ${matchesFilter(listener, question)}`;
}
