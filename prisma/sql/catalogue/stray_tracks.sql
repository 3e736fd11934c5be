-- The tracks that are not with the recording that they belong to: two linked ones have different numbers, as when two batches
-- add them at the same moment; or a track shares a number with others and is linked to none of them. Linked as in
-- linked_recordings. Reads every track of the catalogue twice; locks nothing. Put them right with join_recordings.
CREATE OR REPLACE FUNCTION stray_tracks() RETURNS SETOF int
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH neighbour AS (
    SELECT id, recording_id, duration_ms,
      lag(recording_id) OVER w AS recording_before, lag(duration_ms) OVER w AS ms_before
    FROM tracks WHERE claimed_by IS NULL AND title_key <> '' AND artists_key <> '' AND duration_ms IS NOT NULL
    WINDOW w AS (PARTITION BY title_key, artists_key ORDER BY duration_ms, id)
  )
  SELECT id FROM neighbour WHERE recording_id <> recording_before AND duration_ms - ms_before <= 2000
  UNION
  SELECT max(id) FROM tracks WHERE claimed_by IS NULL AND isrc IS NOT NULL
  GROUP BY isrc HAVING min(recording_id) <> max(recording_id)
  UNION
  SELECT t.id FROM tracks t
  WHERE t.claimed_by IS NULL
    AND EXISTS (SELECT 1 FROM tracks k WHERE k.recording_id = t.recording_id AND k.id <> t.id)
    AND NOT EXISTS (SELECT 1 FROM tracks k WHERE k.recording_id = t.recording_id AND k.id <> t.id
      AND (k.isrc = t.isrc OR (t.title_key <> '' AND t.artists_key <> '' AND k.title_key = t.title_key
        AND k.artists_key = t.artists_key AND k.duration_ms BETWEEN t.duration_ms - 2000 AND t.duration_ms + 2000)))
$$;
