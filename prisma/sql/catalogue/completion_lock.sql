-- The number of the lock between writers of plays and the completion of tracks.
CREATE OR REPLACE FUNCTION completion_lock() RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$ SELECT 7062026112200900 $$;
