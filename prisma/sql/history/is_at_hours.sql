-- Whether an instant lies at these hours of the zone's day: from one minute after midnight to another, half open, over midnight
-- where the second is the smaller one. Null where a bound is.
CREATE OR REPLACE FUNCTION is_at_hours(at timestamptz, zone text, from_minute int, to_minute int) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT (extract(hour FROM at AT TIME ZONE zone)::int * 60 + extract(minute FROM at AT TIME ZONE zone)::int
    - from_minute + 1440) % 1440 < (to_minute - from_minute + 1440) % 1440
$$;
