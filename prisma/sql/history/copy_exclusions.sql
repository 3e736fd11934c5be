-- Lets exclusions of claims mean what these become, too: of a track the track that it becomes, unless one means that recording
-- already; of an artist or album of such a track Spotify's of the same name, or, where the file had Spotify's id of the track,
-- the one in its place. A claim that becomes several has them all left out.
-- The other way round, a track that Spotify lists without a name becomes the claim that has one.
--
-- Takes parallel lists of tracks and what they become, of a listener whose row the caller locks.
-- Returns how many exclusions were added.
CREATE OR REPLACE FUNCTION copy_exclusions(listener int, claims int[], named int[]) RETURNS int
LANGUAGE sql
SET jit = off
AS $$
  WITH became AS MATERIALIZED (SELECT DISTINCT m.claim, m.track FROM unnest(claims, named) AS m(claim, track)),
  tracks_added AS (
    INSERT INTO exclusions (user_id, kind, track_id, created_at)
      SELECT DISTINCT ON (recording_of(listener, m.track)) x.user_id, x.kind, m.track, x.created_at
      FROM exclusions x JOIN became m ON m.claim = x.track_id
      WHERE x.user_id = listener AND NOT EXISTS (SELECT 1 FROM exclusions o
        WHERE o.user_id = listener AND o.track_id <> ALL (claims)
          AND recording_of(listener, o.track_id) = recording_of(listener, m.track))
      ORDER BY recording_of(listener, m.track), x.id, m.track
      ON CONFLICT DO NOTHING RETURNING 1),
  artists_added AS (
    INSERT INTO exclusions (user_id, kind, artist_id, created_at)
      SELECT x.user_id, x.kind, a.id, x.created_at
      FROM exclusions x JOIN artists was ON was.id = x.artist_id
      JOIN track_artists c ON c.artist_id = was.id JOIN became m ON m.claim = c.track_id
      JOIN tracks t ON t.id = m.claim JOIN track_artists ta ON ta.track_id = m.track JOIN artists a ON a.id = ta.artist_id
      WHERE x.user_id = listener AND (was.claimed_by = listener OR t.name = '')
        AND (a.search_name = was.search_name OR (t.spotify_id IS NOT NULL AND ta.position = c.position
          AND NOT EXISTS (SELECT 1 FROM track_artists o JOIN artists n ON n.id = o.artist_id
            WHERE o.track_id = m.track AND n.search_name = was.search_name)))
      ORDER BY x.id, a.id
      ON CONFLICT DO NOTHING RETURNING 1),
  albums_added AS (
    INSERT INTO exclusions (user_id, kind, album_id, created_at)
      SELECT x.user_id, x.kind, al.id, x.created_at
      FROM exclusions x JOIN albums was ON was.id = x.album_id
      JOIN tracks t ON t.album_id = was.id JOIN became m ON m.claim = t.id
      JOIN tracks n ON n.id = m.track JOIN albums al ON al.id = n.album_id
      WHERE x.user_id = listener AND (was.claimed_by = listener OR t.name = '')
        AND (t.spotify_id IS NOT NULL OR al.search_name = was.search_name) ORDER BY x.id, al.id
      ON CONFLICT DO NOTHING RETURNING 1)
  SELECT ((SELECT count(*) FROM tracks_added) + (SELECT count(*) FROM artists_added)
    + (SELECT count(*) FROM albums_added))::int
$$;
