-- Trigger on plays: recounts the sessions of their days in the same transaction.
--
-- Takes the plays of one statement, whose writer locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION refresh_session_days() RETURNS trigger
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  listeners int[];
  on_days date[];
BEGIN
  SELECT array_agg(user_id), array_agg(day) INTO listeners, on_days
    FROM (SELECT DISTINCT user_id, (played_at AT TIME ZONE 'UTC')::date AS day FROM changed) c;
  IF listeners IS NULL THEN RETURN NULL; END IF;
  -- A day may have no play left that counts.
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM user_session_days s USING unnest(listeners, on_days) AS c(user_id, day)
      WHERE s.user_id = c.user_id AND s.day = c.day;
  END IF;
  INSERT INTO user_session_days AS r
    SELECT * FROM session_days(listeners, on_days)
    ON CONFLICT (user_id, day) DO UPDATE SET
      (sessions, first_started_at, first_ended_at, first_plays, last_started_at, last_ended_at, last_plays, inner_ms,
       inner_started_at, inner_ended_at, inner_plays)
      = ROW (excluded.sessions, excluded.first_started_at, excluded.first_ended_at, excluded.first_plays,
       excluded.last_started_at, excluded.last_ended_at, excluded.last_plays, excluded.inner_ms,
       excluded.inner_started_at, excluded.inner_ended_at, excluded.inner_plays);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_inserted_sessions AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refresh_session_days();

CREATE OR REPLACE TRIGGER count_updated_sessions AFTER UPDATE ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refresh_session_days();

CREATE OR REPLACE TRIGGER count_deleted_sessions AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refresh_session_days();
