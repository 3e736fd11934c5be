-- The listeners whose plays have changed since the caller of write_batch compared its own with them: another write came between.
--
-- Takes a batch, and the listeners whose rows the caller has locked.
CREATE OR REPLACE FUNCTION listeners_changed(batch jsonb, listeners int[]) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(l.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS l(id int, compared_spans jsonb, compared_plays int, compared_removed int,
    compared_origin int, compared_tracks bigint)
  -- Each write of a play gives it a newer origin, or another track.
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT e.is_removed) AS plays, count(*) FILTER (WHERE e.is_removed) AS removed,
      coalesce(max(e.origin_id), 0) AS origin, coalesce(sum(e.track_id), 0) AS tracks
    FROM jsonb_to_recordset(l.compared_spans) AS s("from" timestamptz, "to" timestamptz)
    CROSS JOIN LATERAL (
      SELECT origin_id, track_id, false AS is_removed FROM play_events
      WHERE user_id = l.id AND played_at BETWEEN s."from" AND s."to"
      UNION ALL
      SELECT origin_id, track_id, true FROM removed_plays
      WHERE user_id = l.id AND played_at BETWEEN s."from" AND s."to") e) now
  WHERE l.id = ANY (listeners) AND l.compared_spans IS NOT NULL
    AND (l.compared_plays, l.compared_removed, l.compared_origin, l.compared_tracks)
      <> (now.plays, now.removed, now.origin, now.tracks)
$$;
