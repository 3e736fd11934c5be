-- Saves the state of each listener's connection after a poll, where it differs from the stored one.
--
-- Takes the listeners of a batch, and the ids whose rows the caller has locked. A listener who signed in meanwhile has a newer
-- token version: the state of the old connection does not overwrite the new one. Returns nothing.
CREATE OR REPLACE FUNCTION save_poll_states(states jsonb, listeners int[]) RETURNS void
LANGUAGE sql
AS $$
  UPDATE users u
    SET is_active = s.is_active, disconnected_reason = s.disconnected_reason,
        consecutive_failures = s.consecutive_failures, last_failure_type = s.last_failure_type,
        last_failed_at = s.last_failed_at, circuit_open_until = s.circuit_open_until,
        circuit_opened_count = s.circuit_opened_count
    FROM jsonb_to_recordset(states) AS s(id int, token_version int, is_active boolean,
      disconnected_reason text, consecutive_failures int, last_failure_type failure_type, last_failed_at timestamptz,
      circuit_open_until timestamptz, circuit_opened_count int)
    WHERE u.id = s.id AND u.id = ANY (listeners) AND s.token_version = u.token_version
      AND (s.is_active, s.disconnected_reason, s.consecutive_failures, s.last_failure_type, s.last_failed_at,
           s.circuit_open_until, s.circuit_opened_count)
        IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.last_failure_type,
           u.last_failed_at, u.circuit_open_until, u.circuit_opened_count)
$$;
