-- The state of a listener's connection: breakerPhase in src/lib/circuit-breaker.ts, and whether there is one at all.
CREATE OR REPLACE FUNCTION breaker_state_at(is_active boolean, consecutive_failures int, circuit_open_until timestamptz,
  at_now timestamptz) RETURNS breaker_state
LANGUAGE sql IMMUTABLE
AS $$
  SELECT (CASE
    WHEN NOT is_active THEN 'disconnected'
    WHEN circuit_open_until > at_now THEN 'open'
    WHEN circuit_open_until IS NOT NULL THEN 'half_open'
    WHEN consecutive_failures > 0 THEN 'degraded'
    ELSE 'healthy' END)::breaker_state
$$;
