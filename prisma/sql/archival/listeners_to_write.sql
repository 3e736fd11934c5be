-- The listeners of a batch to be written: those with plays, with news of removed ones, with an item rejected for the first
-- time, or with another state than the one stored. A listener without changes is neither written nor locked.
--
-- Takes a batch. Locks nothing. Returns ids, without those of deleted accounts.
CREATE OR REPLACE FUNCTION listeners_to_write(batch jsonb) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(u.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS s(id int, token_version int, is_active boolean, disconnected_reason text,
    consecutive_failures int, auth_failures int, network_failures int, last_failure_type failure_type,
    last_failed_at timestamptz, circuit_open_until timestamptz, circuit_opened_count int)
  JOIN users u ON u.id = s.id
  WHERE s.id IN (SELECT (p->>'user_id')::int FROM jsonb_array_elements(batch->'plays' || coalesce(batch->'removed', '[]')) p)
    OR s.id IN (SELECT x.user_id FROM jsonb_to_recordset(batch->'rejected') AS x(user_id int, payload_hash text)
      WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash))
    OR (s.token_version = u.token_version
      AND (s.is_active, s.disconnected_reason, s.consecutive_failures, s.auth_failures, s.network_failures,
           s.last_failure_type, s.last_failed_at, s.circuit_open_until, s.circuit_opened_count)
        IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.auth_failures, u.network_failures,
           u.last_failure_type, u.last_failed_at, u.circuit_open_until, u.circuit_opened_count))
$$;
