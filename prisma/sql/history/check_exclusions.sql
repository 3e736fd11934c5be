-- Compares the next plays of a listener with their exclusions, and counts the rollups again of those that were wrong. Safe to
-- repeat: each call begins where the last one ended.
--
-- Takes a check (exclusion_checks) of a listener whose row the caller locks, and how many plays to read. Returns whether all
-- plays are compared; then the check is deleted.
CREATE OR REPLACE FUNCTION check_exclusions(of_check int, most_plays int, at_now timestamptz) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  job exclusion_checks;
  ends timestamptz[];
  tracks_of int[];
BEGIN
  SELECT * INTO job FROM exclusion_checks WHERE id = of_check;
  IF NOT FOUND THEN RETURN true; END IF;
  SELECT array_agg(n.played_at ORDER BY n.played_at, n.track_id), array_agg(n.track_id ORDER BY n.played_at, n.track_id)
    INTO ends, tracks_of FROM (
      SELECT e.played_at, e.track_id FROM play_events e
      WHERE e.user_id = job.user_id
        AND (e.played_at, e.track_id) > (coalesce(job.until_at, '-infinity'), coalesce(job.until_track, 0))
      ORDER BY e.played_at, e.track_id LIMIT most_plays) n;
  IF ends IS NULL THEN
    DELETE FROM exclusion_checks WHERE id = of_check;
    RETURN true;
  END IF;
  PERFORM recount_left_out(job.user_id, ends, tracks_of);
  UPDATE exclusion_checks SET worked_at = at_now, checked_plays = checked_plays + cardinality(ends),
      until_at = ends[cardinality(ends)], until_track = tracks_of[cardinality(ends)]
    WHERE id = of_check;
  RETURN false;
END
$$;
