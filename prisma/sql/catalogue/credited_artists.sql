-- The artists of the tracks in a batch, by Spotify's id; without one the track's known artist of this name, else by name.
--
-- Takes a batch whose artists are in the catalogue.
CREATE OR REPLACE FUNCTION credited_artists(batch jsonb) RETURNS TABLE (track text, "position" smallint, artist_id int)
LANGUAGE sql STABLE
AS $$
  SELECT x.track, x.position, coalesce(identified.id, known.id, named.id)
  FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
  LEFT JOIN artists identified ON identified.spotify_id = x.spotify_id AND identified.claimed_by IS NULL
  LEFT JOIN LATERAL (SELECT known_credit(x.track, x.name_key) AS id WHERE x.spotify_id IS NULL) known ON true
  LEFT JOIN artists named ON named.name_key = x.name_key AND named.claimed_by IS NULL
  WHERE num_nonnulls(identified.id, known.id, named.id) > 0
$$;
