import { z } from 'zod';
import { Activity, EntityKind, RankedEntry, Trends } from '@/lib/shared/analytics/statistics';
import { count, instant, milliseconds, rank, rowId } from '@/lib/shared/schema-parts';

const named = z.object({ id: rowId, name: z.string() });

/** An album with tracks of the artist that a page is about; plays and time are of those alone. */
export const AlbumOfArtist = RankedEntry.extend({
  playedTracks: count.describe('How many different tracks of the artist on it were played in the range.'),
  totalTracks: count.nullable(),
}).meta({ id: 'AlbumOfArtist' });
export type AlbumOfArtist = z.output<typeof AlbumOfArtist>;

/** A track of the album that a page is about. */
export const TrackOfAlbum = z
  .object({
    ...named.shape,
    discNumber: count.nullable(),
    trackNumber: count.nullable(),
    plays: count.describe('In the range.'),
    spotifyId: z.string().nullable(),
    status: z
      .enum(['played', 'left_out', 'elsewhere', 'unplayed'])
      .describe(
        '`left_out`: all of its plays are left out of statistics; `elsewhere`: only another release of it was played.',
      ),
  })
  .meta({ id: 'TrackOfAlbum' });
export type TrackOfAlbum = z.output<typeof TrackOfAlbum>;

/** A release of the recording that a page is about. */
export const Release = z
  .object({
    ...named.shape,
    album: named.nullable(),
    plays: count.describe('Of all time.'),
    isShown: z.boolean().describe('The page has its name and cover.'),
    isSeparate: z.boolean().describe('The listener keeps it apart: it is counted on its own.'),
    isCounted: z.boolean().describe('The page counts its plays.'),
  })
  .meta({ id: 'Release' });
export type Release = z.output<typeof Release>;

/** Everything about one track, artist or album that the listener has played: figures of all time, lists and charts of a range. */
export const EntityPage = z
  .object({
    kind: EntityKind,
    ...named.shape,
    spotifyId: z.string().nullable(),
    artists: z.array(named).describe('Who made a track or album.'),
    album: named.nullable(),
    imageUrl: z.string().nullable(),
    genres: z.array(z.string()),
    releaseDate: z.string().nullable(),
    durationMs: milliseconds.nullable(),
    totalTracks: count.nullable().describe('Of an album, as Spotify says.'),
    plays: count.describe('Of all time, as are the following figures up to the rank.'),
    listenedMs: milliseconds,
    firstPlayedAt: instant,
    lastPlayedAt: instant,
    rank: rank.describe('By plays.'),
    estimatedPlays: count.describe('Of the plays of all time, how many have an estimated listening time.'),
    skips: z
      .object({ skipped: count, inFiles: count })
      .nullable()
      .describe(
        'Of the plays in imported files, how many were skipped or too short to count; null without a file.',
      ),
    trend: Trends,
    activity: Activity,
    topTracks: z
      .array(RankedEntry)
      .describe('For an artist, its tracks most played in the range; for an album, the releases on it.'),
    albums: z
      .array(AlbumOfArtist)
      .describe('For an artist, the albums on which they were played most in the range.'),
    tracks: z
      .array(TrackOfAlbum)
      .describe(
        'For an album, in its order, every track that was ever played, and others that Spotify has named.',
      ),
    lastPlays: z
      .array(instant)
      .describe('For a track, when it was played last in the range, five times at most, the latest first.'),
    releases: z
      .array(Release)
      .describe('For a track, its releases that were played, most played first, where there are several.'),
  })
  .meta({ id: 'EntityPage' });
export type EntityPage = z.output<typeof EntityPage>;
