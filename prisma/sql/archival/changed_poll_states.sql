-- The states of connections in a batch that differ from the stored ones, as rows of users of which no other column is set.
--
-- A listener who signed in meanwhile has a newer token version: the state of the old connection is not among them.
CREATE OR REPLACE FUNCTION changed_poll_states(states jsonb) RETURNS SETOF users
LANGUAGE sql STABLE
AS $$
  SELECT s.* FROM jsonb_populate_recordset(NULL::users, states) s
  JOIN users u ON u.id = s.id AND u.token_version = s.token_version
  WHERE (s.is_active, s.disconnected_reason, s.consecutive_failures, s.auth_failures, s.network_failures,
         s.last_failure_type, s.last_failed_at, s.circuit_open_until, s.circuit_opened_count)
    IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.auth_failures, u.network_failures,
         u.last_failure_type, u.last_failed_at, u.circuit_open_until, u.circuit_opened_count)
$$;
