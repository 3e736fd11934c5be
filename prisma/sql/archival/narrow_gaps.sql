-- Plays that arrive inside an open gap narrow it, until it is closed.
--
-- Takes the listeners who got plays, whose rows the caller has locked, and the source of the plays. Returns nothing.
CREATE OR REPLACE FUNCTION narrow_gaps(listeners int[], source text, at_now timestamptz) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  UPDATE archive_gaps g
    SET missed_at_most = rest.missed,
        closed_at = CASE WHEN rest.missed = 0 THEN at_now END,
        closed_by = CASE WHEN rest.missed = 0 THEN
          (CASE WHEN narrow_gaps.source = 'import' THEN 'import' ELSE 'late_arrivals' END)::gap_closure END
    FROM (
      SELECT o.id, coalesce(sum(plays_that_fit(e.previous_at, e.played_at)), 0)::int AS missed
      FROM archive_gaps o
      CROSS JOIN LATERAL (
        SELECT played_at, lag(played_at) OVER (ORDER BY played_at) AS previous_at
        FROM known_ends WHERE user_id = o.user_id AND played_at BETWEEN o.from_at AND o.to_at
      ) e
      WHERE o.closed_at IS NULL AND o.user_id = ANY (listeners)
      GROUP BY o.id
    ) rest
    WHERE g.id = rest.id AND g.missed_at_most <> rest.missed
$$;
