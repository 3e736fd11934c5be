-- The tracks that a listener counts under a recording, played or not: those with its number that the listener does not keep
-- apart, or the one kept apart under this number. The inverse of recording_of.
CREATE OR REPLACE FUNCTION tracks_of(listener int, recording int) RETURNS SETOF int
LANGUAGE sql STABLE
AS $$
  SELECT t.id FROM tracks t WHERE t.recording_id = recording
    AND NOT EXISTS (SELECT 1 FROM separate_tracks st WHERE st.user_id = listener AND st.track_id = t.id)
  UNION ALL
  SELECT st.track_id FROM separate_tracks st WHERE st.user_id = listener AND st.recording_id = recording
$$;
