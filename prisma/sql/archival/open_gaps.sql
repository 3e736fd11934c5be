-- Opens a gap where a full page's oldest item is new: what lies between it and the play before it may be lost. The oldest
-- item may be a rejected one, which then says how far back the page reaches. A play that its listener removed is known too.
--
-- Takes a batch whose plays are not written yet, and the listeners whose rows the caller has locked. Returns how many it opened.
CREATE OR REPLACE FUNCTION open_gaps(batch jsonb, listeners int[]) RETURNS int
LANGUAGE sql
SET jit = off
AS $$
  WITH page AS (
    SELECT l.id AS user_id, l.page_oldest AS oldest
    FROM jsonb_to_recordset(batch->'listeners') AS l(id int, page_is_full boolean, page_oldest timestamptz)
    WHERE l.page_is_full AND l.id = ANY (listeners)
  ), candidate AS (
    SELECT p.user_id, before.played_at AS from_at, p.oldest AS to_at,
      plays_that_fit(before.played_at, p.oldest) AS missed_at_most
    FROM page p
    JOIN users u ON u.id = p.user_id
    CROSS JOIN LATERAL (SELECT k.played_at FROM known_ends k
      WHERE k.user_id = p.user_id AND k.played_at < p.oldest ORDER BY k.played_at DESC LIMIT 1) before
    WHERE NOT EXISTS (SELECT 1 FROM known_ends k WHERE k.user_id = p.user_id AND k.played_at = p.oldest)
      AND NOT EXISTS (SELECT 1 FROM rejected_items r WHERE r.user_id = p.user_id AND r.played_at = p.oldest)
      -- A page that was read earlier, and is written later than another, lies within the gap of that one.
      AND NOT EXISTS (SELECT 1 FROM archive_gaps g WHERE g.user_id = p.user_id AND g.closed_at IS NULL
        AND g.from_at <= before.played_at AND g.to_at >= p.oldest)
      -- A file has reported it, with another end.
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'plays' || coalesce(batch->'removed', '[]')) AS b(user_id int, played_at timestamptz, first_origin int)
        WHERE b.user_id = p.user_id AND b.played_at = p.oldest AND b.first_origin IS NOT NULL)
  ), opened AS (
    INSERT INTO archive_gaps (user_id, from_at, to_at, missed_at_most, opened_at)
    SELECT user_id, from_at, to_at, missed_at_most, (batch->>'now')::timestamptz FROM candidate WHERE missed_at_most > 0
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::int FROM opened
$$;
