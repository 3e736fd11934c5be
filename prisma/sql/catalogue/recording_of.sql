-- The recording that a listener counts a track under.
CREATE OR REPLACE FUNCTION recording_of(listener int, track int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT coalesce((SELECT recording_id FROM separate_tracks WHERE user_id = listener AND track_id = track),
                  (SELECT recording_id FROM tracks WHERE id = track))
$$;
