-- Which of these plays the exclusions of their listeners leave out of statistics. Of an artist, all tracks that name them are
-- left out; of a track, all releases that the listener counts together.
--
-- Takes parallel lists, an element for each play, stored or not: its listener, track and context, and when it ended; and an
-- exclusion, if only that one is to be followed. Reads nothing but the exclusions where there are none.
CREATE OR REPLACE FUNCTION left_out_plays(of_listeners int[], of_tracks int[], contexts int[], ends timestamptz[],
  only_by int DEFAULT NULL)
RETURNS TABLE (user_id int, played_at timestamptz, track_id int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH mine AS MATERIALIZED (
    SELECT x.*, CASE WHEN x.track_id IS NOT NULL THEN recording_of(x.user_id, x.track_id) END AS recording_id
    FROM exclusions x WHERE x.user_id IN (SELECT l FROM unnest(of_listeners) l) AND (only_by IS NULL OR x.id = only_by)
  ),
  plays AS MATERIALIZED (
    SELECT p.* FROM unnest(of_listeners, of_tracks, contexts, ends) AS p(user_id, track_id, context_id, played_at)
    WHERE p.user_id IN (SELECT m.user_id FROM mine m)
  ),
  -- Each condition is a hash that every track or play is looked up in once: as joins, all would be tried with all.
  left_out AS MATERIALIZED (
    SELECT p.user_id, p.track_id FROM (SELECT DISTINCT d.user_id, d.track_id FROM plays d) p
    JOIN tracks t ON t.id = p.track_id
    LEFT JOIN separate_tracks st ON st.user_id = p.user_id AND st.track_id = p.track_id
    WHERE (p.user_id, t.album_id) IN (SELECT m.user_id, m.album_id FROM mine m WHERE m.kind = 'album')
      OR (p.user_id, coalesce(st.recording_id, t.recording_id)) IN (
        SELECT m.user_id, m.recording_id FROM mine m WHERE m.kind = 'track')
      OR EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = p.track_id AND ((p.user_id, ta.artist_id) IN (
        SELECT m.user_id, m.artist_id FROM mine m WHERE m.kind = 'artist')) IS TRUE)
  ),
  spans AS MATERIALIZED (SELECT m.user_id, m.from_at, m.to_at FROM mine m WHERE m.kind = 'span'),
  hours AS MATERIALIZED (
    SELECT m.user_id, m.time_zone, m.from_minute, m.to_minute FROM mine m WHERE m.kind = 'hours')
  SELECT p.user_id, p.played_at, p.track_id FROM plays p
  WHERE (p.user_id, p.track_id) IN (SELECT o.user_id, o.track_id FROM left_out o)
    OR (p.user_id, p.context_id) IN (SELECT m.user_id, m.context_id FROM mine m WHERE m.kind = 'playlist')
    OR EXISTS (SELECT 1 FROM spans s WHERE s.user_id = p.user_id AND s.from_at <= p.played_at AND p.played_at < s.to_at)
    OR EXISTS (SELECT 1 FROM hours h WHERE h.user_id = p.user_id
      AND is_at_hours(p.played_at, h.time_zone, h.from_minute, h.to_minute))
$$;
