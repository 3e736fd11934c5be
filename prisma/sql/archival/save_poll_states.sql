-- Saves the state of each listener's connection after a poll, where it differs from the stored one, and notes each change from
-- healthy, degraded, open, half-open or disconnected to another of these.
--
-- Takes the listeners of a batch, and the ids whose rows the caller has locked.
-- Returns the changes: [{user_id, from_state, to_state, failure_type, reason, open_until}].
CREATE OR REPLACE FUNCTION save_poll_states(states jsonb, listeners int[], at_now timestamptz) RETURNS jsonb
LANGUAGE sql
AS $$
  WITH changed AS MATERIALIZED (
    SELECT s.*,
      breaker_state_at(u.is_active, u.consecutive_failures, u.circuit_open_until, at_now) AS from_state,
      breaker_state_at(s.is_active, s.consecutive_failures, s.circuit_open_until, at_now) AS to_state
    FROM changed_poll_states(states) s JOIN users u ON u.id = s.id
    WHERE u.id = ANY (listeners)
  ), saved AS (
    UPDATE users u
      SET is_active = s.is_active, disconnected_reason = s.disconnected_reason,
          consecutive_failures = s.consecutive_failures, auth_failures = s.auth_failures,
          network_failures = s.network_failures, last_failure_type = s.last_failure_type,
          last_failed_at = s.last_failed_at, circuit_open_until = s.circuit_open_until,
          circuit_opened_count = s.circuit_opened_count
      FROM changed s WHERE u.id = s.id
  ), noted AS (
    INSERT INTO breaker_events (user_id, at, from_state, to_state, failure_type, reason, open_until)
      SELECT id, at_now, from_state, to_state, last_failure_type, r.reason, circuit_open_until
      FROM changed JOIN jsonb_to_recordset(states) AS r(id int, reason text) USING (id)
      WHERE from_state <> to_state ORDER BY id
      RETURNING user_id, from_state, to_state, failure_type, reason, open_until
  )
  SELECT coalesce(jsonb_agg(to_jsonb(n)), '[]') FROM noted n
$$;
