-- Raises the time at which Spotify last answered for each listener; one more than an hour ahead, which a wrong clock wrote, is
-- corrected. The row is the listener's own and small, so a poll without new plays does not rewrite the listener's large row.
--
-- Takes the listeners of a batch; those without an answer and those of deleted accounts are skipped.
-- Locks the rows of last_polls by user id; the listener's own row only for the first poll. Returns nothing.
CREATE OR REPLACE FUNCTION save_last_polls(states jsonb, at_now timestamptz) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM 1 FROM last_polls
    WHERE user_id IN (SELECT s.id FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
      WHERE s.polled_at IS NOT NULL)
    ORDER BY user_id FOR NO KEY UPDATE;
  UPDATE last_polls p SET polled_at = s.polled_at
    FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
    WHERE p.user_id = s.id AND (s.polled_at > p.polled_at OR p.polled_at > at_now + interval '1 hour');
  INSERT INTO last_polls (user_id, polled_at)
    SELECT u.id, s.polled_at
    FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
    JOIN users u ON u.id = s.id
    WHERE s.polled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM last_polls p WHERE p.user_id = s.id)
    ORDER BY u.id FOR KEY SHARE OF u
    ON CONFLICT (user_id) DO UPDATE SET polled_at = greatest(last_polls.polled_at, excluded.polled_at);
END
$$;
