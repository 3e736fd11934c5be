-- How many plays can hide between the ends of two known plays: the later one lasted 30 s at least, as did each hidden
-- one, for Spotify lists nothing shorter.
CREATE OR REPLACE FUNCTION plays_that_fit(from_at timestamptz, to_at timestamptz) RETURNS int
LANGUAGE sql IMMUTABLE
AS $$ SELECT coalesce(greatest(0, floor(extract(epoch FROM to_at - from_at) / 30)::int - 1), 0) $$;
