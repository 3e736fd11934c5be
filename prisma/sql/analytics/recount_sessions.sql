-- Counts the sessions of UTC days of a listener again, from the plays.
--
-- Takes the listener and the days. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_sessions(listener int, on_days date[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_session_days WHERE user_id = listener AND day = ANY (on_days);
  INSERT INTO user_session_days
    SELECT * FROM session_days(array_fill(listener, ARRAY[cardinality(on_days)]), on_days);
$$;
