-- The exact time where an export gave it; else an estimate: no longer than the track, and no longer than the time since
-- the play before it ended. A play of unknown length and unknown duration counts as 0, never as an invented average.
CREATE OR REPLACE FUNCTION listening_time(ms_played int, duration_ms int, played_at timestamptz, previous_at timestamptz)
RETURNS int LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce(ms_played, CASE WHEN duration_ms IS NULL THEN 0
    ELSE least(duration_ms::numeric, extract(epoch FROM played_at - previous_at) * 1000)::int END)
$$;
