-- Adds new plays to the rollups by track, recording, artist, album, day and in total. Removed or changed plays are counted
-- again instead: recount_rollups.
--
-- Takes parallel lists, an element for each play that counts: its listener and track, when it ended, by how many plays,
-- estimated plays and milliseconds the figures grow. The caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION apply_rollup_delta(of_listeners int[], of_tracks int[], ends timestamptz[], numbers int[],
  estimated int[], ms bigint[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH delta AS MATERIALIZED (
    SELECT x.user_id, x.track_id, t.album_id, coalesce(st.recording_id, t.recording_id) AS recording_id, x.played_at,
      x.plays, x.estimated, x.ms, x.played_at AT TIME ZONE u.time_zone AS local_at
    FROM unnest(of_listeners, of_tracks, ends, numbers, estimated, ms)
      AS x(user_id, track_id, played_at, plays, estimated, ms)
    JOIN users u ON u.id = x.user_id
    JOIN tracks t ON t.id = x.track_id
    LEFT JOIN separate_tracks st ON st.user_id = x.user_id AND st.track_id = x.track_id
  ),
  by_track AS (
    INSERT INTO user_track_stats AS r (user_id, track_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.track_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, track_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_recording AS (
    INSERT INTO user_recording_stats AS r (user_id, recording_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.recording_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, recording_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, ta.artist_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d JOIN track_artists ta ON ta.track_id = d.track_id GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.album_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d WHERE d.album_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  -- Every day touched gets all its 24 hours, by adding noughts: a join of the days with the hours would be quadratic.
  days AS (SELECT DISTINCT d.user_id, d.local_at::date AS day FROM delta d),
  by_hour AS (
    SELECT x.user_id, x.day, x.hour, sum(x.plays)::int AS plays, sum(x.ms) AS ms FROM (
      SELECT d.user_id, d.local_at::date AS day, extract(hour FROM d.local_at)::int AS hour, d.plays, d.ms FROM delta d
      UNION ALL
      SELECT days.user_id, days.day, hour, 0, 0 FROM days CROSS JOIN generate_series(0, 23) AS hour) x
    GROUP BY 1, 2, 3
  ),
  by_day AS (
    INSERT INTO user_day_stats AS r (user_id, day, plays, listened_ms, hour_plays)
    SELECT h.user_id, h.day, sum(h.plays), sum(h.ms), array_agg(h.plays ORDER BY h.hour) FROM by_hour h
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, day) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      hour_plays = (SELECT array_agg(z.a + z.b ORDER BY z.o)
                    FROM unnest(r.hour_plays, excluded.hour_plays) WITH ORDINALITY AS z(a, b, o))
  ),
  firsts AS (
    SELECT x.user_id, sum(x.tracks)::int AS tracks, sum(x.recordings)::int AS recordings, sum(x.artists)::int AS artists,
      sum(x.albums)::int AS albums
    FROM (
      SELECT b.user_id, b.is_first::int AS tracks, 0 AS recordings, 0 AS artists, 0 AS albums FROM by_track b
      UNION ALL SELECT b.user_id, 0, b.is_first::int, 0, 0 FROM by_recording b
      UNION ALL SELECT b.user_id, 0, 0, b.is_first::int, 0 FROM by_artist b
      UNION ALL SELECT b.user_id, 0, 0, 0, b.is_first::int FROM by_album b) x
    GROUP BY 1
  )
  INSERT INTO user_totals AS r (user_id, plays, listened_ms, tracks, recordings, artists, albums, first_played_at,
    last_played_at, estimated_plays)
  SELECT d.user_id, sum(d.plays), sum(d.ms), coalesce(min(f.tracks), 0), coalesce(min(f.recordings), 0),
    coalesce(min(f.artists), 0), coalesce(min(f.albums), 0), min(d.played_at), max(d.played_at), sum(d.estimated)
  FROM delta d LEFT JOIN firsts f ON f.user_id = d.user_id GROUP BY 1 ORDER BY 1
  ON CONFLICT (user_id) DO UPDATE SET
    plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
    tracks = r.tracks + excluded.tracks, recordings = r.recordings + excluded.recordings,
    artists = r.artists + excluded.artists, albums = r.albums + excluded.albums,
    estimated_plays = r.estimated_plays + excluded.estimated_plays,
    first_played_at = least(r.first_played_at, excluded.first_played_at),
    last_played_at = greatest(r.last_played_at, excluded.last_played_at);
END
$$;
