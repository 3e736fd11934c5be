-- The artists of a track, sorted by their key.
CREATE OR REPLACE FUNCTION artists_of(track int) RETURNS int[]
LANGUAGE sql STABLE
AS $$ SELECT ARRAY(SELECT artist_id FROM track_artists WHERE track_id = track ORDER BY artist_id) $$;
