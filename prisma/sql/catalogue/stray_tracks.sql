-- The tracks that are not with the recording that they belong to: one is linked to tracks of another number, as when two batches
-- add both at the same moment; or shares a number with others and is linked to none of them (linked_recordings).
--
-- Takes the ids between which it looks, both included: a few look-ups by index for each. Locks nothing. Put them right with
-- join_recordings.
CREATE OR REPLACE FUNCTION stray_tracks(first_id int, last_id int) RETURNS SETOF int
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT t.id FROM tracks t
  CROSS JOIN LATERAL (
    SELECT bool_or(r <> t.recording_id) AS elsewhere, bool_or(r = t.recording_id) AS here
    FROM linked_recordings(t.isrc, t.title_key, t.artists_key, t.duration_ms, t.id) r) linked
  WHERE t.id BETWEEN first_id AND last_id AND t.claimed_by IS NULL AND (linked.elsewhere
    OR linked.here IS NOT TRUE AND EXISTS (SELECT 1 FROM tracks k WHERE k.recording_id = t.recording_id AND k.id <> t.id))
  ORDER BY t.id
$$;
