-- Lets exclusions of claims follow to what Spotify has named: of a track to the track that it becomes; of an artist or album of
-- such a track to Spotify's of the same name, or, where the file told Spotify's id of the track, to the one in its place. A
-- claim that becomes several has them all left out.
--
-- Takes parallel lists of claimed tracks of a listener, and the tracks that they become. Call it before the plays move. The
-- caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION move_exclusions(listener int, claims int[], named int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH moved AS (DELETE FROM exclusions WHERE user_id = listener AND track_id = ANY (claims) RETURNING *)
  INSERT INTO exclusions (user_id, kind, track_id, created_at)
    SELECT o.user_id, o.kind, m.track, o.created_at
    FROM moved o JOIN unnest(claims, named) AS m(claim, track) ON m.claim = o.track_id ORDER BY o.id
    ON CONFLICT DO NOTHING;
  INSERT INTO exclusions (user_id, kind, artist_id, created_at)
    SELECT x.user_id, x.kind, a.id, x.created_at
    FROM exclusions x JOIN artists was ON was.id = x.artist_id AND was.claimed_by = listener
    JOIN track_artists c ON c.artist_id = was.id JOIN unnest(claims, named) AS m(claim, track) ON m.claim = c.track_id
    JOIN tracks t ON t.id = m.claim JOIN track_artists ta ON ta.track_id = m.track JOIN artists a ON a.id = ta.artist_id
    WHERE x.user_id = listener
      AND (a.search_name = was.search_name OR (t.spotify_id IS NOT NULL AND ta.position = c.position
        AND NOT EXISTS (SELECT 1 FROM track_artists o JOIN artists n ON n.id = o.artist_id
          WHERE o.track_id = m.track AND n.search_name = was.search_name)))
    ORDER BY x.id
    ON CONFLICT DO NOTHING;
  INSERT INTO exclusions (user_id, kind, album_id, created_at)
    SELECT x.user_id, x.kind, al.id, x.created_at
    FROM exclusions x JOIN albums was ON was.id = x.album_id AND was.claimed_by = listener
    JOIN tracks t ON t.album_id = was.id JOIN unnest(claims, named) AS m(claim, track) ON m.claim = t.id
    JOIN tracks n ON n.id = m.track JOIN albums al ON al.id = n.album_id
    WHERE x.user_id = listener AND (t.spotify_id IS NOT NULL OR al.search_name = was.search_name) ORDER BY x.id
    ON CONFLICT DO NOTHING;
$$;
