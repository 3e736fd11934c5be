-- The number of the lock that keeps writers of plays and the completion of a track apart.
CREATE OR REPLACE FUNCTION completion_lock() RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$ SELECT 7062026112200900 $$;
