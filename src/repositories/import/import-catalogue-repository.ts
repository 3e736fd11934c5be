import { z } from 'zod';
import type { Database } from '@/lib/db/client';

/** An artist or album by Spotify's id, or, where a file has none, by the key of its name. */
interface Named {
  spotify_id: string | null;
  name_key: string | null;
  name: string;
}

/** The artist that tells albums of one name apart; null where there is none. */
interface ByArtist {
  artist_key: string | null;
  artist_name: string | null;
}

/** What a file tells of the music in it. The shapes are those that the SQL function `import_catalogue` unpacks. */
export interface ImportedCatalogue {
  artists: (Named & { genres: string[]; genres_source: string | null; image_url: string | null })[];
  albums: (Named & ByArtist & { image_url: string | null; release_date: string | null })[];
  tracks: (ByArtist & {
    spotify_id: string;
    name: string;
    duration_ms: number | null;
    isrc: string | null;
    explicit: boolean;
    /** To be completed by Spotify's own word when a poll brings it. */
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

/** Adds what is not known yet; what is known stays as it is. To be called in the transaction that writes the plays. */
export async function importCatalogue(db: Database, catalogue: ImportedCatalogue): Promise<void> {
  await db.$queryRaw`SELECT import_catalogue(${JSON.stringify(catalogue)}::jsonb)::text`;
}

const namedTrack = z.object({ asked: z.int(), spotifyId: z.string() });

/** Spotify's ids of tracks that are known by name and artist; null for each that is not. */
export async function findTracksNamed(
  db: Database,
  names: readonly { name: string; artist: string }[],
): Promise<(string | null)[]> {
  const rows = await db.$queryRaw`
    SELECT DISTINCT ON (n.asked) n.asked::int AS asked, t.spotify_id AS "spotifyId"
    FROM jsonb_array_elements(${JSON.stringify(names)}::jsonb) WITH ORDINALITY AS n(what, asked)
    JOIN artists a ON a.name = n.what->>'artist'
    JOIN track_artists ta ON ta.artist_id = a.id
    JOIN tracks t ON t.id = ta.track_id AND lower(t.name) = lower(n.what->>'name')
    ORDER BY n.asked, t.duration_ms IS NULL, t.id`;
  const found = new Map(
    z
      .array(namedTrack)
      .parse(rows)
      .map(({ asked, spotifyId }) => [asked, spotifyId]),
  );
  return names.map((_, index) => found.get(index + 1) ?? null);
}
