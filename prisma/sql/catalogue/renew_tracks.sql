-- Updates tracks where Spotify's answer has changed.
--
-- Takes a batch, and its tracks whose answer is new, whose rows the caller holds FOR UPDATE. Returns nothing.
CREATE OR REPLACE FUNCTION renew_tracks(batch jsonb, renewed int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  credits jsonb;
  moved int[];
  listed int[];
  other_artists int[];
BEGIN
  -- Before any artist is taken away: an answer may name known ones without their ids.
  SELECT coalesce(jsonb_agg(c), '[]') INTO credits FROM credited_artists(batch) c;

  -- Those that some rollup counts elsewhere, or some cached answer names otherwise.
  WITH described AS (
    SELECT t.id, x.name, al.id AS album_id, x.duration_ms, artists_of(t.id) AS artists_before,
      -- A list of which a part could not be read takes no known artist away.
      CASE WHEN x.lacks_artists AND artists_of(t.id) <> '{}' THEN '{}' ELSE coalesce(c.artist_ids, '{}') END AS artist_ids
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, duration_ms int, album text,
      lacks_artists boolean)
    JOIN tracks t ON t.spotify_id = x.spotify_id AND t.id = ANY (renewed)
    LEFT JOIN albums al ON al.spotify_id = x.album AND al.claimed_by IS NULL
    LEFT JOIN (SELECT track, array_agg(DISTINCT artist_id ORDER BY artist_id) AS artist_ids
      FROM jsonb_to_recordset(credits) AS x(track text, artist_id int) GROUP BY 1) c ON c.track = x.spotify_id
  )
  SELECT array_agg(t.id) FILTER (WHERE (coalesce(nullif(n.name, ''), t.name), coalesce(n.album_id, t.album_id),
          coalesce(n.duration_ms, t.duration_ms)) IS DISTINCT FROM (t.name, t.album_id, t.duration_ms)
        OR (n.artist_ids <> '{}' AND n.artist_ids <> n.artists_before)),
      array_agg(t.id) FILTER (WHERE n.artist_ids <> '{}'),
      array_agg(t.id) FILTER (WHERE n.artist_ids <> '{}' AND n.artist_ids <> n.artists_before)
    INTO moved, listed, other_artists FROM described n JOIN tracks t ON t.id = n.id;
  PERFORM note_stale_rollups(moved);

  UPDATE tracks t SET name = coalesce(nullif(x.name, ''), t.name),
      search_name = coalesce(nullif(x.search_name, ''), t.search_name),
      title_key = coalesce(nullif(x.title_key, ''), t.title_key),
      -- The same artists have the same key, also where the answer lacks their ids.
      artists_key = CASE WHEN t.id = ANY (other_artists) THEN x.artists_key ELSE t.artists_key END,
      duration_ms = coalesce(x.duration_ms, t.duration_ms), isrc = coalesce(x.isrc, t.isrc),
      explicit = coalesce(x.explicit, t.explicit), disc_number = coalesce(x.disc_number, t.disc_number),
      track_number = coalesce(x.track_number, t.track_number),
      album_id = coalesce((SELECT id FROM albums WHERE spotify_id = x.album AND claimed_by IS NULL), t.album_id),
      answer_hash = x.answer_hash
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, search_name text, duration_ms int, album text,
      isrc text, explicit boolean, disc_number smallint, track_number smallint, title_key text, artists_key text,
      answer_hash text)
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (renewed);

  -- Also their order may have changed.
  DELETE FROM track_artists WHERE track_id = ANY (listed);
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, x.artist_id
    FROM jsonb_to_recordset(credits) AS x(track text, "position" smallint, artist_id int) JOIN tracks t ON t.spotify_id = x.track AND t.id = ANY (listed)
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;
END
$$;
