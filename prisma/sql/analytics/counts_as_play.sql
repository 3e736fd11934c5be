-- Whether a play counts: Spotify lists none that is too short, and an export says how long each was.
CREATE OR REPLACE FUNCTION counts_as_play(ms_played int, counts_from_ms int) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$ SELECT ms_played IS NULL OR ms_played >= counts_from_ms $$;
