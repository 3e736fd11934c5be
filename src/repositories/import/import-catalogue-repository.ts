import { z } from 'zod';
import { withSearchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';

/** An artist or album by Spotify's id, or, where a file has none, by the key of its name. */
interface Named {
  spotify_id: string | null;
  name_key: string | null;
  name: string;
}

/** The artist that distinguishes albums of the same name; null where there is none. */
interface ByArtist {
  artist_key: string | null;
  artist_name: string | null;
}

/** The catalogue entries of a file. The shapes are those that the statements below unpack. */
export interface ImportedCatalogue {
  artists: (Named & { genres: string[]; genres_source: string | null; image_url: string | null })[];
  albums: (Named & ByArtist & { image_url: string | null; release_date: string | null })[];
  tracks: (ByArtist & {
    spotify_id: string;
    name: string;
    duration_ms: number | null;
    isrc: string | null;
    explicit: boolean;
    /** Completed from Spotify when a poll lists the track. */
    is_provisional: boolean;
    album_id: string | null;
    album_key: string | null;
    album_name: string | null;
  })[];
  track_artists: {
    track: string;
    position: number;
    artist_id: string | null;
    artist_key: string | null;
    artist_name: string | null;
  }[];
}

/** Adds missing entries; existing ones stay unchanged. Call it in the transaction that writes the plays. */
export async function importCatalogue(db: Database, catalogue: ImportedCatalogue): Promise<void> {
  await addArtists(db, catalogue);
  await addAlbums(db, catalogue);
  await addTracks(db, catalogue);
}

const named = (rows: readonly { name: string }[]): string => JSON.stringify(rows.map(withSearchName));

async function addArtists(db: Database, { artists }: ImportedCatalogue): Promise<void> {
  await db.$executeRaw`
    INSERT INTO artists (spotify_id, name_key, name, search_name, genres, genres_source, image_url)
    SELECT DISTINCT ON (coalesce(x.spotify_id, 'name:' || x.name_key))
      x.spotify_id, x.name_key, x.name, x.search_name, coalesce(x.genres, '{}'), x.genres_source, x.image_url
    FROM jsonb_to_recordset(${named(artists)}::jsonb) AS x(spotify_id text, name_key text, name text,
      search_name text, genres text[], genres_source text, image_url text)
    WHERE resolve_artist(x.spotify_id, x.name_key, x.name) IS NULL
    ORDER BY coalesce(x.spotify_id, 'name:' || x.name_key)
    ON CONFLICT DO NOTHING`;
}

async function addAlbums(db: Database, { albums }: ImportedCatalogue): Promise<void> {
  await db.$executeRaw`
    INSERT INTO albums (spotify_id, name_key, name, search_name, image_url, release_date)
    SELECT DISTINCT ON (coalesce(x.spotify_id, 'name:' || x.name_key))
      x.spotify_id, x.name_key, x.name, x.search_name, x.image_url, x.release_date
    FROM jsonb_to_recordset(${named(albums)}::jsonb) AS x(spotify_id text, name_key text, name text,
      search_name text, image_url text, release_date text, artist_key text, artist_name text)
    WHERE resolve_album(x.spotify_id, x.name_key, x.name, resolve_artist(NULL, x.artist_key, x.artist_name)) IS NULL
    ORDER BY coalesce(x.spotify_id, 'name:' || x.name_key)
    ON CONFLICT DO NOTHING`;
}

/** A track's artists are written with the track and never changed: the artist rollups rely on them. */
async function addTracks(db: Database, { tracks, track_artists }: ImportedCatalogue): Promise<void> {
  await db.$executeRaw`
    WITH created AS (
      INSERT INTO tracks (spotify_id, name, search_name, duration_ms, album_id, isrc, explicit, is_provisional)
      SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.duration_ms,
        resolve_album(x.album_id, x.album_key, x.album_name, resolve_artist(NULL, x.artist_key, x.artist_name)),
        x.isrc, x.explicit, x.is_provisional
      FROM jsonb_to_recordset(${named(tracks)}::jsonb) AS x(spotify_id text, name text, search_name text,
        duration_ms int, isrc text, explicit boolean, is_provisional boolean, album_id text, album_key text, album_name text,
        artist_key text, artist_name text)
      WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id)
      ORDER BY x.spotify_id
      ON CONFLICT DO NOTHING
      RETURNING id, spotify_id
    )
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, resolve_artist(x.artist_id, x.artist_key, x.artist_name)
    FROM jsonb_to_recordset(${JSON.stringify(track_artists)}::jsonb) AS x(track text, position smallint, artist_id text,
      artist_key text, artist_name text)
    JOIN created t ON t.spotify_id = x.track
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING`;
}

const namedTrack = z.object({ asked: z.int(), spotifyId: z.string() });

/** Spotify's ids of tracks that are known by name and artist; null for each that is not. */
export async function findTracksNamed(
  db: Database,
  names: readonly { name: string; artist: string }[],
): Promise<(string | null)[]> {
  const rows = await query(db, namedTrack)`
    SELECT DISTINCT ON (n.asked) n.asked::int AS asked, t.spotify_id AS "spotifyId"
    FROM jsonb_array_elements(${JSON.stringify(names)}::jsonb) WITH ORDINALITY AS n(what, asked)
    JOIN artists a ON a.name = n.what->>'artist'
    JOIN track_artists ta ON ta.artist_id = a.id
    JOIN tracks t ON t.id = ta.track_id AND lower(t.name) = lower(n.what->>'name')
    ORDER BY n.asked, t.duration_ms IS NULL, t.id`;
  const found = new Map(rows.map(({ asked, spotifyId }) => [asked, spotifyId]));
  return names.map((_, index) => found.get(index + 1) ?? null);
}
