-- Which of these plays the exclusions of their listeners leave out of statistics. Of an artist, all tracks that name them are
-- left out; of a track, all releases that the listener counts together.
--
-- Takes parallel lists, an element for each play, stored or not: its listener, track and context, and when it ended. Reads
-- nothing but the exclusions where there are none.
CREATE OR REPLACE FUNCTION left_out_plays(of_listeners int[], of_tracks int[], contexts int[], ends timestamptz[])
RETURNS TABLE (user_id int, played_at timestamptz, track_id int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH mine AS MATERIALIZED (
    SELECT x.*, CASE WHEN x.track_id IS NOT NULL THEN recording_of(x.user_id, x.track_id) END AS recording_id
    FROM exclusions x WHERE x.user_id IN (SELECT l FROM unnest(of_listeners) l)
  ),
  plays AS MATERIALIZED (
    SELECT p.* FROM unnest(of_listeners, of_tracks, contexts, ends) AS p(user_id, track_id, context_id, played_at)
    WHERE p.user_id IN (SELECT m.user_id FROM mine m)
  ),
  played AS MATERIALIZED (SELECT DISTINCT p.user_id, p.track_id FROM plays p),
  left_out AS MATERIALIZED (
    SELECT p.user_id, p.track_id FROM played p JOIN track_artists ta ON ta.track_id = p.track_id
      JOIN mine m ON m.user_id = p.user_id AND m.artist_id = ta.artist_id
    UNION
    SELECT p.user_id, p.track_id FROM played p JOIN tracks t ON t.id = p.track_id
      LEFT JOIN separate_tracks st ON st.user_id = p.user_id AND st.track_id = p.track_id
      JOIN mine m ON m.user_id = p.user_id
        AND (m.album_id = t.album_id OR m.recording_id = coalesce(st.recording_id, t.recording_id))
  ),
  moments AS MATERIALIZED (SELECT * FROM mine m WHERE m.kind IN ('playlist', 'span', 'hours'))
  SELECT p.user_id, p.played_at, p.track_id FROM plays p
  WHERE (p.user_id, p.track_id) IN (SELECT o.user_id, o.track_id FROM left_out o)
    OR EXISTS (SELECT 1 FROM moments m WHERE m.user_id = p.user_id
      AND (m.context_id = p.context_id OR (m.from_at <= p.played_at AND p.played_at < m.to_at)
        OR is_at_hours(p.played_at, m.time_zone, m.from_minute, m.to_minute)))
$$;
