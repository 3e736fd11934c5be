-- Makes the origin of a play of which two origins told. Returns its key.
CREATE OR REPLACE FUNCTION joined_origin(one int, other int) RETURNS int
LANGUAGE sql
AS $$
  INSERT INTO play_origins (sources, created_at, first_id)
    SELECT ARRAY(SELECT DISTINCT s FROM play_origins o, unnest(o.sources) s WHERE o.id IN (one, other) ORDER BY s),
      max(created_at), min(first_id) FROM play_origins WHERE id IN (one, other)
    RETURNING id
$$;
