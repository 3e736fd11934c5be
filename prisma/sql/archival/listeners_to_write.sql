-- The listeners of a batch to be written: those with plays, with news of removed ones, with an item rejected for the first
-- time, or with another state than the one stored. A listener without changes is neither written nor locked.
--
-- Takes a batch. Locks nothing. Returns ids, without those of deleted accounts.
CREATE OR REPLACE FUNCTION listeners_to_write(batch jsonb) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(u.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS l(id int) JOIN users u ON u.id = l.id
  WHERE u.id IN (SELECT (p->>'user_id')::int FROM jsonb_array_elements(batch->'plays' || coalesce(batch->'removed', '[]')) p)
    OR u.id IN (SELECT x.user_id FROM jsonb_to_recordset(batch->'rejected') AS x(user_id int, payload_hash text)
      WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash))
    OR u.id IN (SELECT s.id FROM changed_poll_states(batch->'listeners') s)
$$;
