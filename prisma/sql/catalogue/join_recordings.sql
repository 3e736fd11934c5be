-- Puts tracks with the recording that they belong to now: recordings that a track connects become one, and a track that no
-- longer belongs to its recording leaves it.
--
-- Takes tracks. Locks: other renewals of the catalogue wait; the tracks, and those that get another number, FOR UPDATE. Gives
-- up when it waits for longer than half a second: the next answer about a track, or the daily sweep, tries again. Returns how
-- many tracks got another number.
CREATE OR REPLACE FUNCTION join_recordings(of_tracks int[]) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  next_id int;
  one tracks;
  linked int[];
  stays boolean;
  target int;
  moving int[];
  moved int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7062026112200900);
  FOR next_id IN SELECT DISTINCT x FROM unnest(of_tracks) x ORDER BY x LOOP
    -- Read here, not by the loop: the track before may have moved this one.
    SELECT * INTO one FROM tracks WHERE id = next_id AND claimed_by IS NULL FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    linked := ARRAY(SELECT linked_recordings(one.isrc, one.title_key, one.artists_key, one.duration_ms, one.id));
    stays := one.recording_id = ANY (linked)
      OR NOT EXISTS (SELECT 1 FROM tracks WHERE recording_id = one.recording_id AND id <> one.id);
    target := coalesce((SELECT min(r) FROM unnest(linked || CASE WHEN stays THEN one.recording_id END) r),
      nextval('recording_ids')::int);
    moving := ARRAY(SELECT id FROM tracks
      WHERE claimed_by IS NULL AND recording_id <> target
        AND (id = one.id OR recording_id = ANY (linked || CASE WHEN stays THEN one.recording_id END))
      ORDER BY id FOR UPDATE);
    CONTINUE WHEN moving = '{}';
    PERFORM note_stale_rollups(moving);
    UPDATE tracks SET recording_id = target WHERE id = ANY (moving);
    moved := moved + cardinality(moving);
  END LOOP;
  RETURN moved;
END
$$;
