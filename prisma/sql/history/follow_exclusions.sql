-- Compares plays of a listener with their exclusions where the catalogue has changed: of these tracks, of the recordings that
-- they were and are counted under, and of what an exclusion of a claim may have followed to.
--
-- The caller locks the listener's row, and counts the rollups again. Takes tracks, the recordings that they were counted
-- under, and albums and artists that lost or got a track. Returns as mark_left_out does.
CREATE OR REPLACE FUNCTION follow_exclusions(listener int, changed_tracks int[], recordings int[], albums int[], artists int[],
  OUT of_tracks int[], OUT on_days date[], OUT estimated int)
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  concerned int[];
  ends timestamptz[];
  ended_tracks int[];
BEGIN
  of_tracks := '{}'; on_days := '{}'; estimated := 0;
  IF NOT EXISTS (SELECT 1 FROM exclusions WHERE user_id = listener) THEN RETURN; END IF;
  concerned := ARRAY(
    SELECT unnest(changed_tracks)
    UNION SELECT tracks_of(listener, r) FROM (
      SELECT unnest(recordings) AS r UNION SELECT recording_of(listener, t) FROM unnest(changed_tracks) t) n
    UNION SELECT o.track_id FROM track_artists o WHERE o.artist_id IN (
      SELECT unnest(artists) UNION SELECT c.artist_id FROM track_artists c
        JOIN exclusions x ON x.user_id = listener AND x.artist_id = c.artist_id WHERE c.track_id = ANY (changed_tracks))
    UNION SELECT o.id FROM tracks o WHERE o.album_id IN (
      SELECT unnest(albums) UNION SELECT t.album_id FROM tracks t
        JOIN exclusions x ON x.user_id = listener AND x.album_id = t.album_id WHERE t.id = ANY (changed_tracks)));
  SELECT array_agg(e.played_at), array_agg(e.track_id) INTO ends, ended_tracks
    FROM play_events e WHERE e.user_id = listener AND e.track_id = ANY (concerned);
  IF ends IS NULL THEN RETURN; END IF;
  SELECT * INTO of_tracks, on_days, estimated FROM mark_left_out(listener, ends, ended_tracks);
END
$$;
