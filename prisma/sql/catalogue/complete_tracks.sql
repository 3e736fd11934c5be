-- Sets the length, album and artists of tracks that were first listed without them, and updates the figures of every
-- listener who played them.
--
-- Takes a batch of write_batch, right after it, in a transaction of its own. Locks: nobody writes plays meanwhile
-- (completion_lock); it gives up when somebody holds a row that it needs for longer than half a second, and the next play
-- of the track tries again. Returns the number of tracks it completed.
CREATE OR REPLACE FUNCTION complete_tracks(batch jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  incomplete int[];
  played_by int[];
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  PERFORM pg_advisory_xact_lock(completion_lock());
  SELECT coalesce(array_agg(id ORDER BY id), '{}') INTO incomplete FROM incomplete_tracks(batch) AS id;
  IF incomplete = '{}' THEN RETURN 0; END IF;

  -- Who played them is looked up listener by listener: their rollup has no index by track alone.
  SELECT coalesce(array_agg(id), '{}') INTO played_by FROM (
    SELECT u.id FROM users u
    WHERE EXISTS (SELECT 1 FROM user_track_stats s WHERE s.user_id = u.id AND s.track_id = ANY (incomplete) OFFSET 0)
    ORDER BY u.id FOR NO KEY UPDATE OF u) x;
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM user_track_stats WHERE user_id = ANY (played_by) AND track_id = ANY (incomplete);

  PERFORM subtract_genre_plays(listeners, of_tracks, numbers);
  PERFORM backfill_lengths(batch, incomplete, played_by);
  PERFORM backfill_albums(batch, incomplete, played_by);
  PERFORM backfill_artists(batch, incomplete, played_by);
  PERFORM add_genre_plays(listeners, of_tracks, numbers);
  RETURN cardinality(incomplete);
END
$$;
