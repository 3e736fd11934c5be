-- Lets a listener's plays and rollups follow the catalogue: claims that Spotify has spoken about are merged, lengths change
-- estimates, exclusions mean other plays, and what was counted under another album, artist, recording or genre is counted again.
--
-- Takes the listener, whose row it locks, if nobody else does. Returns the tracks whose plays moved or changed; empty when there was
-- nothing to do.
CREATE OR REPLACE FUNCTION settle_listener(listener int) RETURNS int[]
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  stale record;
  claims record;
  links record;
  marked record;
  measured record;
  of_tracks int[];
BEGIN
  -- Somebody writes this listener: the next batch settles them, and nobody waits.
  PERFORM 1 FROM users WHERE id = listener FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN '{}'; END IF;
  WITH gone AS (DELETE FROM stale_rollups WHERE user_id = listener RETURNING *)
  SELECT count(*) AS rows, coalesce(array_agg(DISTINCT g.track_id) FILTER (WHERE g.track_id IS NOT NULL), '{}') AS tracks,
      coalesce(array_agg(DISTINCT g.album_id) FILTER (WHERE g.album_id IS NOT NULL), '{}') AS albums,
      coalesce(array_agg(DISTINCT g.recording_id) FILTER (WHERE g.recording_id IS NOT NULL), '{}') AS recordings,
      coalesce((SELECT array_agg(DISTINCT a) FROM gone, unnest(gone.artist_ids) a), '{}') AS artists
    INTO stale FROM gone g;
  IF stale.rows = 0 THEN RETURN '{}'; END IF;

  SELECT * INTO claims FROM merge_claims(listener);
  SELECT * INTO links FROM relink_claims(listener);
  of_tracks := stale.tracks || claims.of_tracks;
  SELECT * INTO marked FROM follow_exclusions(listener, of_tracks, stale.recordings, links.albums, links.artists);
  SELECT * INTO measured FROM remeasure_plays(listener, claims.ends || ARRAY(
    SELECT e.played_at FROM play_events e
    WHERE e.user_id = listener AND e.track_id = ANY (stale.tracks) AND e.ms_played IS NULL));
  PERFORM recount_rollups(listener, of_tracks || marked.of_tracks || measured.of_tracks,
    claims.on_days || marked.on_days || measured.on_days,
    stale.recordings || claims.recordings, stale.albums || claims.albums || links.albums,
    stale.artists || claims.artists || links.artists, marked.estimated);
  PERFORM recount_genres(listener);
  PERFORM delete_empty_claims(listener);
  -- Until their plays are matched again (rematchPlays), these tracks stay noted: without a recording.
  INSERT INTO stale_rollups (user_id, track_id, artist_ids) SELECT DISTINCT listener, t, '{}'::int[] FROM unnest(of_tracks) t;
  RETURN of_tracks;
END
$$;
