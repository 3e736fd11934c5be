-- The listeners whose plays are not those that the caller of write_batch has compared its own with: another write came between.
--
-- Takes a batch, and the listeners whose rows the caller has locked.
CREATE OR REPLACE FUNCTION listeners_changed(batch jsonb, listeners int[]) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(l.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS l(id int, compared_from timestamptz, compared_plays int, compared_removed int,
    compared_sum bigint)
  WHERE l.id = ANY (listeners) AND (
    l.compared_plays <> (SELECT count(*) FROM play_events e WHERE e.user_id = l.id AND e.played_at >= l.compared_from)
    OR l.compared_removed <> (SELECT count(*) FROM removed_plays r WHERE r.user_id = l.id AND r.played_at >= l.compared_from)
    -- Each write of a play gives it another origin or track.
    OR l.compared_sum <> (SELECT coalesce(sum(e.told), 0) FROM (
      SELECT origin_id::bigint + track_id AS told FROM play_events WHERE user_id = l.id AND played_at >= l.compared_from
      UNION ALL
      SELECT origin_id::bigint + track_id FROM removed_plays WHERE user_id = l.id AND played_at >= l.compared_from) e))
$$;
