-- The track that Spotify has named like a claim without an id, by title and artist; null when there is none. Of several recordings
-- of that name it is the one whose length, within 2 s, is what the claim has, or else what one of its plays lasted. None, where
-- more than one fits (as does one of unknown length), or a play lasted longer: then the plays are of several, or were broken off.
CREATE OR REPLACE FUNCTION track_of_claim(claim int) RETURNS int
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH named AS (
    SELECT t.id, t.recording_id, t.duration_ms
    FROM tracks c JOIN track_artists ca ON ca.track_id = c.id JOIN artists x ON x.id = ca.artist_id
    JOIN tracks t ON t.title_key = c.title_key AND t.claimed_by IS NULL
    JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id AND a.search_name = x.search_name
    WHERE c.id = claim AND c.spotify_id IS NULL AND c.title_key <> ''
  ), plays AS (
    SELECT ms_played FROM play_events WHERE track_id = claim
    UNION ALL SELECT ms_played FROM removed_plays WHERE track_id = claim
  ), lengths AS (
    SELECT DISTINCT coalesce(c.duration_ms, p.ms_played) AS ms FROM tracks c LEFT JOIN plays p ON true WHERE c.id = claim
  )
  SELECT coalesce(
    (SELECT min(id) FROM named HAVING count(DISTINCT recording_id) = 1),
    (SELECT min(n.id) FROM named n JOIN lengths l
        ON n.duration_ms IS NULL OR l.ms BETWEEN n.duration_ms - 2000 AND n.duration_ms + 2000
      HAVING count(DISTINCT n.recording_id) = 1
        AND max(n.duration_ms) + 2000 >= (SELECT coalesce(max(ms_played), 0) FROM plays)))
$$;
