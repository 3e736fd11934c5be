-- How long a play was listened to, also where it is left out of statistics and has no time there.
--
-- Takes the key of a stored play, and its ms_played and listened_ms.
CREATE OR REPLACE FUNCTION listened_time(listener int, at timestamptz, track int, ms_played int, listened_ms int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(listened_ms, listening_time(ms_played, (SELECT t.duration_ms FROM tracks t WHERE t.id = track), at, (
    SELECT p.played_at FROM play_events p WHERE p.user_id = listener AND (p.played_at, p.track_id) < (at, track)
    ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1)))
$$;
