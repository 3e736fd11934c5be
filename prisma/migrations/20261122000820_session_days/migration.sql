-- The listening sessions that lie in one day of UTC, looked at alone: enough to put those of all time together without
-- the plays. It is UTC so that a change of time zone changes nothing. The first and the last session may go on in the
-- neighbouring days; those between them may not, and are summed up.
CREATE TABLE "user_session_days" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "sessions" INTEGER NOT NULL,
    "first_started_at" TIMESTAMPTZ(3) NOT NULL,
    "first_ended_at" TIMESTAMPTZ(3) NOT NULL,
    "first_plays" INTEGER NOT NULL,
    "last_started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_ended_at" TIMESTAMPTZ(3) NOT NULL,
    "last_plays" INTEGER NOT NULL,
    "inner_ms" BIGINT NOT NULL,
    "inner_started_at" TIMESTAMPTZ(3),
    "inner_ended_at" TIMESTAMPTZ(3),
    "inner_plays" INTEGER,

    CONSTRAINT "user_session_days_pkey" PRIMARY KEY ("user_id","day")
);

ALTER TABLE "user_session_days" ADD CONSTRAINT "user_session_days_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Counts days of listeners anew from the plays; the two lists go together, and no pair comes twice. A session ends where
-- 30 minutes or more lie between the end of a play and the start of the next. inner_started_at to inner_plays tell the
-- longest one between the first and the last, the earliest of equals.
CREATE FUNCTION session_days(listeners int[], on_days date[]) RETURNS SETOF user_session_days
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH spans AS (
    SELECT c.user_id, c.day, e.played_at, e.track_id, e.played_at - e.listened_ms * interval '1 millisecond' AS started_at,
      lag(e.played_at) OVER (PARTITION BY c.user_id, c.day ORDER BY e.played_at, e.track_id) AS before
    FROM unnest(listeners, on_days) AS c(user_id, day)
    JOIN play_events e ON e.user_id = c.user_id AND e.played_at >= c.day::timestamp AT TIME ZONE 'UTC'
      AND e.played_at < (c.day + 1)::timestamp AT TIME ZONE 'UTC'
  ), marked AS (
    SELECT *, before IS NULL OR started_at - before >= interval '30 minutes' AS begins FROM spans
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE begins)
      OVER (PARTITION BY user_id, day ORDER BY played_at, track_id ROWS UNBOUNDED PRECEDING) AS number
    FROM marked
  ), sessions AS (
    SELECT user_id, day, number, max(number) OVER (PARTITION BY user_id, day) AS of,
      min(started_at) FILTER (WHERE begins) AS started_at, max(played_at) AS ended_at, count(*)::int AS plays
    FROM numbered GROUP BY user_id, day, number
  ), placed AS (
    SELECT *, number = 1 AS is_first, number = of AS is_last, number > 1 AND number < of AS is_inner FROM sessions
  )
  SELECT user_id, day, max(of)::int,
    min(started_at) FILTER (WHERE is_first), min(ended_at) FILTER (WHERE is_first), min(plays) FILTER (WHERE is_first),
    min(started_at) FILTER (WHERE is_last), min(ended_at) FILTER (WHERE is_last), min(plays) FILTER (WHERE is_last),
    coalesce(sum(round(extract(epoch FROM ended_at - started_at) * 1000)) FILTER (WHERE is_inner), 0)::bigint,
    (array_agg(started_at ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1],
    (array_agg(ended_at ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1],
    (array_agg(plays ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1]
  FROM placed GROUP BY user_id, day ORDER BY user_id, day
$$;

-- Whoever writes plays: the days they lie in are counted anew, in the same transaction.
CREATE FUNCTION count_sessions_anew() RETURNS trigger
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
  IF TG_OP = 'DELETE' THEN
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

CREATE TRIGGER count_inserted_sessions AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_sessions_anew();
CREATE TRIGGER count_updated_sessions AFTER UPDATE ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_sessions_anew();
CREATE TRIGGER count_deleted_sessions AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_sessions_anew();

INSERT INTO user_session_days
  SELECT s.* FROM (
    SELECT user_id, array_agg(day) AS days FROM (
      SELECT DISTINCT user_id, (played_at AT TIME ZONE 'UTC')::date AS day FROM play_events) p
    GROUP BY user_id) d
  CROSS JOIN LATERAL session_days(array_fill(d.user_id, ARRAY[cardinality(d.days)]), d.days) s;
