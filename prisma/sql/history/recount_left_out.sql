-- Compares stored plays of a listener with their exclusions (mark_left_out), and counts the rollups of those that changed again.
-- The caller locks the listener's row. Takes parallel lists: when the plays ended, and their tracks. Returns nothing.
CREATE OR REPLACE FUNCTION recount_left_out(listener int, ends timestamptz[], ended_tracks int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  marked record;
BEGIN
  SELECT * INTO marked FROM mark_left_out(listener, ends, ended_tracks);
  IF marked.of_tracks = '{}' THEN RETURN; END IF;
  PERFORM recount_changed_plays(listener, marked.of_tracks, marked.on_days, marked.estimated);
END
$$;
