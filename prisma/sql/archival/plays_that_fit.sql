-- How many plays may be missing between the ends of two known plays: the later one lasted at least 30 s, as did each
-- missing one, because Spotify lists nothing shorter.
CREATE OR REPLACE FUNCTION plays_that_fit(from_at timestamptz, to_at timestamptz) RETURNS int
LANGUAGE sql IMMUTABLE
AS $$ SELECT coalesce(greatest(0, floor(extract(epoch FROM to_at - from_at) / 30)::int - 1), 0) $$;
