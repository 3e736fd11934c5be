-- docs/decisions/0008-completing-a-track.md tells why.

-- The number of the lock that keeps writers of plays and the completion of a track apart.
CREATE FUNCTION completion_lock() RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$ SELECT 7062026112200900 $$;

-- Tracks that a batch tells more of than we know: their length, their album or their artists.
CREATE FUNCTION tracks_to_complete(batch jsonb) RETURNS SETOF int
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT t.id
  FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, duration_ms int, album text)
  JOIN tracks t ON t.spotify_id = x.spotify_id
  WHERE (t.duration_ms IS NULL AND x.duration_ms IS NOT NULL)
    OR (t.album_id IS NULL AND EXISTS (SELECT 1 FROM albums al WHERE al.spotify_id = x.album))
    OR (NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)
      AND EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'track_artists') AS a(track text) WHERE a.track = x.spotify_id))
$$;

-- What a track's length changes: the estimates of its plays, and all that adds them up.
CREATE FUNCTION learn_lengths(batch jsonb, of_tracks int[], of_listeners int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH learnt AS (
    UPDATE tracks t SET duration_ms = x.duration_ms
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, duration_ms int)
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (of_tracks) AND t.duration_ms IS NULL AND x.duration_ms IS NOT NULL
    RETURNING t.id, t.duration_ms, t.album_id
  ),
  delta AS MATERIALIZED (
    SELECT e.user_id, e.played_at, e.track_id, l.album_id, (e.played_at AT TIME ZONE u.time_zone)::date AS day,
      (listening_time(NULL, l.duration_ms, e.played_at, previous.played_at) - e.listened_ms)::bigint AS ms
    FROM learnt l
    CROSS JOIN unnest(of_listeners) AS listener
    JOIN users u ON u.id = listener
    JOIN play_events e ON e.user_id = u.id AND e.track_id = l.id AND e.ms_played IS NULL
    LEFT JOIN LATERAL (SELECT p.played_at FROM play_events p
      WHERE p.user_id = e.user_id AND (p.played_at, p.track_id) < (e.played_at, e.track_id)
      ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) previous ON true
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = e.listened_ms + d.ms FROM delta d
    WHERE (e.user_id, e.played_at, e.track_id) = (d.user_id, d.played_at, d.track_id)
  ),
  by_track AS (
    UPDATE user_track_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, track_id, sum(ms) AS ms FROM delta GROUP BY 1, 2) d
    WHERE (r.user_id, r.track_id) = (d.user_id, d.track_id)
  ),
  by_artist AS (
    UPDATE user_artist_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, artist_id, sum(ms) AS ms FROM delta JOIN track_artists USING (track_id) GROUP BY 1, 2) d
    WHERE (r.user_id, r.artist_id) = (d.user_id, d.artist_id)
  ),
  by_album AS (
    UPDATE user_album_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, album_id, sum(ms) AS ms FROM delta GROUP BY 1, 2) d
    WHERE (r.user_id, r.album_id) = (d.user_id, d.album_id)
  ),
  by_day AS (
    UPDATE user_day_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, day, sum(ms) AS ms FROM delta GROUP BY 1, 2) d
    WHERE (r.user_id, r.day) = (d.user_id, d.day)
  )
  UPDATE user_totals r SET listened_ms = r.listened_ms + d.ms
  FROM (SELECT user_id, sum(ms) AS ms FROM delta GROUP BY 1) d
  WHERE r.user_id = d.user_id;
$$;

-- A track that gets its album gives it all its plays: what the track's own rollup says, added to the album's.
CREATE FUNCTION learn_albums(batch jsonb, of_tracks int[], of_listeners int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH learnt AS (
    UPDATE tracks t SET album_id = al.id
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, album text)
    JOIN albums al ON al.spotify_id = x.album
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (of_tracks) AND t.album_id IS NULL
    RETURNING t.id, t.album_id
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, l.album_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM learnt l CROSS JOIN unnest(of_listeners) AS listener
    JOIN user_track_stats s ON s.user_id = listener AND s.track_id = l.id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  )
  UPDATE user_totals r SET albums = r.albums + f.albums
  FROM (SELECT user_id, sum(is_first::int) AS albums FROM by_album GROUP BY 1) f
  WHERE r.user_id = f.user_id;
$$;

-- The same for its artists.
CREATE FUNCTION learn_artists(batch jsonb, of_tracks int[], of_listeners int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH learnt AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, a.id
    FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
    JOIN tracks t ON t.spotify_id = x.track AND t.id = ANY (of_tracks)
    JOIN artists a ON a.spotify_id = x.spotify_id OR a.name_key = x.name_key
    WHERE NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
    RETURNING track_id, artist_id
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, l.artist_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM learnt l CROSS JOIN unnest(of_listeners) AS listener
    JOIN user_track_stats s ON s.user_id = listener AND s.track_id = l.track_id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  )
  UPDATE user_totals r SET artists = r.artists + f.artists
  FROM (SELECT user_id, sum(is_first::int) AS artists FROM by_artist GROUP BY 1) f
  WHERE r.user_id = f.user_id;
$$;

-- Gives tracks the length, album and artists that they were first listed without, and every listener who played them
-- the figures that follow. Called after record_plays, with the same batch, in a transaction of its own. Nobody writes
-- plays meanwhile; whoever holds a row that it needs for longer than half a second makes it give up, and it is tried
-- again with the next play of the track. Answers how many tracks it completed.
CREATE FUNCTION complete_tracks(batch jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  lacking int[];
  heard_by int[];
BEGIN
  PERFORM pg_advisory_xact_lock(completion_lock());
  SELECT coalesce(array_agg(id ORDER BY id), '{}') INTO lacking FROM tracks_to_complete(batch) AS id;
  IF lacking = '{}' THEN RETURN 0; END IF;

  -- Who played them is looked up listener by listener: their rollup has no index by track alone.
  SELECT coalesce(array_agg(id), '{}') INTO heard_by FROM (
    SELECT u.id FROM users u
    WHERE EXISTS (SELECT 1 FROM user_track_stats s WHERE s.user_id = u.id AND s.track_id = ANY (lacking) OFFSET 0)
    ORDER BY u.id FOR NO KEY UPDATE OF u) x;

  PERFORM learn_lengths(batch, lacking, heard_by);
  PERFORM learn_albums(batch, lacking, heard_by);
  PERFORM learn_artists(batch, lacking, heard_by);
  RETURN cardinality(lacking);
END
$$;

-- The one writer of listening: polling and import both end here, once per batch, whatever its size.
--
-- It is a function because its steps need fresh snapshots between them: a row that another transaction inserted while
-- we waited on its key is visible to the next step, so no play can miss its track. One call is one transaction.
-- docs/decisions/0002-keys-and-rollups.md tells the shape of `batch` and why the rollups always equal a recount.
CREATE OR REPLACE FUNCTION record_plays(batch jsonb) RETURNS jsonb
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  at_now timestamptz := (batch->>'now')::timestamptz;
  touched int[];
  kept jsonb;
  opened_count int;
  details_due boolean;
BEGIN
  -- Writers wait here while a track is completed, and it waits for them.
  PERFORM pg_advisory_xact_lock_shared(completion_lock());

  -- Whoever has nothing new and whose state stays as it is gets no write at all, and a lock is one.
  SELECT coalesce(array_agg(u.id), '{}') INTO touched
  FROM jsonb_to_recordset(batch->'listeners') AS s(id int, token_version int, is_active boolean, disconnected_reason text,
    consecutive_failures int, last_failure_type failure_type, last_failed_at timestamptz, circuit_open_until timestamptz,
    circuit_opened_count int)
  JOIN users u ON u.id = s.id
  WHERE s.id IN (SELECT (p->>'user_id')::int FROM jsonb_array_elements(batch->'plays') p)
    OR s.id IN (SELECT x.user_id FROM jsonb_to_recordset(batch->'set_aside') AS x(user_id int, payload_hash text)
      WHERE NOT EXISTS (SELECT 1 FROM set_aside_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash))
    OR (s.token_version = u.token_version
      AND (s.is_active, s.disconnected_reason, s.consecutive_failures, s.last_failure_type, s.last_failed_at,
           s.circuit_open_until, s.circuit_opened_count)
        IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.last_failure_type,
           u.last_failed_at, u.circuit_open_until, u.circuit_opened_count));

  -- Writers of one listener queue up here, always in the same order: no deadlock, and "what is known" holds still.
  PERFORM 1 FROM users WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;

  -- Catalogue: only what is missing is written, ordered by key.
  INSERT INTO artists (spotify_id, name_key, name)
    SELECT DISTINCT ON (a.key) a.spotify_id, a.name_key, a.name
    FROM (SELECT x.*, coalesce(x.spotify_id, 'name:' || x.name_key) AS key
          FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name_key text, name text)) a
    WHERE NOT EXISTS (SELECT 1 FROM artists k WHERE k.spotify_id = a.spotify_id)
      AND NOT EXISTS (SELECT 1 FROM artists k WHERE k.name_key = a.name_key)
    ORDER BY a.key
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (spotify_id, name, image_url, release_date)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.image_url, x.release_date
    FROM jsonb_to_recordset(batch->'albums') AS x(spotify_id text, name text, image_url text, release_date text)
    WHERE NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING;

  -- A track's artists are written with the track, or by complete_tracks: the artist rollups lean on them.
  WITH created AS (
    INSERT INTO tracks (spotify_id, name, duration_ms, album_id, isrc, explicit)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.duration_ms, al.id, x.isrc, x.explicit
    FROM jsonb_to_recordset(batch->'tracks')
      AS x(spotify_id text, name text, duration_ms int, album text, isrc text, explicit boolean)
    LEFT JOIN albums al ON al.spotify_id = x.album
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  )
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, a.id
    FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
    JOIN created t ON t.spotify_id = x.track
    JOIN artists a ON a.spotify_id = x.spotify_id OR a.name_key = x.name_key
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;

  INSERT INTO play_contexts (type, uri)
    SELECT DISTINCT ON (x.uri) x.type, x.uri
    FROM jsonb_to_recordset(batch->'contexts') AS x(type text, uri text)
    WHERE NOT EXISTS (SELECT 1 FROM play_contexts k WHERE k.uri = x.uri)
    ORDER BY x.uri
    ON CONFLICT DO NOTHING;

  -- A full page whose oldest play is new to us: what lies between it and the play before it may be lost.
  -- Decided before the plays are written, while "known" still means known before this batch.
  WITH page AS (
    SELECT (l->>'id')::int AS user_id, (l->>'page_oldest')::timestamptz AS oldest
    FROM jsonb_array_elements(batch->'listeners') l
    WHERE (l->>'page_is_full')::boolean AND (l->>'id')::int = ANY (touched)
  ), candidate AS (
    SELECT p.user_id, before.played_at AS from_at, p.oldest AS to_at,
           plays_that_fit(before.played_at, p.oldest) AS missed_at_most
    FROM page p
    JOIN users u ON u.id = p.user_id
    CROSS JOIN LATERAL (SELECT e.played_at FROM play_events e
      WHERE e.user_id = p.user_id AND e.played_at < p.oldest ORDER BY e.played_at DESC LIMIT 1) before
    WHERE NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = p.user_id AND e.played_at = p.oldest)
  ), opened AS (
    INSERT INTO archive_gaps (user_id, from_at, to_at, missed_at_most, opened_at)
    SELECT user_id, from_at, to_at, missed_at_most, at_now FROM candidate WHERE missed_at_most > 0
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT count(*) INTO opened_count FROM opened;

  -- Planning that statement costs more than all else here, so a batch without news goes without it.
  kept := CASE WHEN batch->'plays' = '[]' THEN '[]' ELSE write_plays_and_rollups(batch->'plays', at_now) END;

  -- Plays that came to light inside an open gap narrow it, down to nothing.
  UPDATE archive_gaps g
    SET missed_at_most = rest.missed,
        closed_at = CASE WHEN rest.missed = 0 THEN at_now END,
        closed_by = CASE WHEN rest.missed = 0 THEN
          (CASE WHEN batch->>'source' = 'import' THEN 'import' ELSE 'late_arrivals' END)::gap_closure END
    FROM (
      SELECT o.id, coalesce(sum(plays_that_fit(e.previous_at, e.played_at)), 0)::int AS missed
      FROM archive_gaps o
      CROSS JOIN LATERAL (
        SELECT played_at, lag(played_at) OVER (ORDER BY played_at) AS previous_at
        FROM play_events WHERE user_id = o.user_id AND played_at BETWEEN o.from_at AND o.to_at
      ) e
      WHERE o.closed_at IS NULL
        AND o.user_id IN (SELECT (n->>'user_id')::int FROM jsonb_array_elements(kept) n)
      GROUP BY o.id
    ) rest
    WHERE g.id = rest.id AND g.missed_at_most <> rest.missed;

  INSERT INTO set_aside_items (user_id, reason, payload, payload_hash, seen_at)
    SELECT DISTINCT ON (x.user_id, x.payload_hash) x.user_id, x.reason, x.payload, x.payload_hash, at_now
    FROM jsonb_to_recordset(batch->'set_aside') AS x(user_id int, reason text, payload jsonb, payload_hash text)
    JOIN users u ON u.id = x.user_id
    WHERE NOT EXISTS (SELECT 1 FROM set_aside_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash)
    ON CONFLICT DO NOTHING;

  -- A listener who signed in again while we worked carries a newer token version: what we learnt about the old
  -- connection must not be written over the new one.
  UPDATE users u
    SET is_active = s.is_active, disconnected_reason = s.disconnected_reason,
        consecutive_failures = s.consecutive_failures, last_failure_type = s.last_failure_type,
        last_failed_at = s.last_failed_at, circuit_open_until = s.circuit_open_until,
        circuit_opened_count = s.circuit_opened_count
    FROM jsonb_to_recordset(batch->'listeners') AS s(id int, token_version int, is_active boolean,
      disconnected_reason text, consecutive_failures int, last_failure_type failure_type, last_failed_at timestamptz,
      circuit_open_until timestamptz, circuit_opened_count int)
    WHERE u.id = s.id AND u.id = ANY (touched) AND s.token_version = u.token_version
      AND (s.is_active, s.disconnected_reason, s.consecutive_failures, s.last_failure_type, s.last_failed_at,
           s.circuit_open_until, s.circuit_opened_count)
        IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.last_failure_type,
           u.last_failed_at, u.circuit_open_until, u.circuit_opened_count);

  SELECT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text)
    JOIN artists a ON a.spotify_id = x.spotify_id
    WHERE (a.details_fetched_at IS NULL OR a.details_fetched_at < at_now - interval '30 days')
      AND (a.details_asked_at IS NULL OR a.details_asked_at < at_now - interval '1 day')
  ) INTO details_due;

  -- That somebody was looked at is written for up to a hundred listeners at once.
  WITH polled AS MATERIALIZED (
    SELECT s.id, s.polled_at FROM jsonb_to_recordset(batch->'listeners') AS s(id int, polled_at timestamptz)
    JOIN users u ON u.id = s.id WHERE s.polled_at IS NOT NULL
  )
  INSERT INTO last_polls AS p (hundred, polled_at)
    SELECT h.hundred, ARRAY(SELECT (SELECT max(x.polled_at) FROM polled x WHERE x.id = h.hundred * 100 + place)
                            FROM generate_series(0, 99) AS place ORDER BY place)
    FROM (SELECT DISTINCT id / 100 AS hundred FROM polled) h
    ORDER BY h.hundred
    ON CONFLICT (hundred) DO UPDATE SET polled_at = (
      SELECT array_agg(greatest(z.a, z.b) ORDER BY z.o)
      FROM unnest(p.polled_at, excluded.polled_at) WITH ORDINALITY AS z(a, b, o));

  -- The run's row is shared by all batches of the hour, so it is touched last and held shortest.
  UPDATE archive_runs r
    SET successful = r.successful + x.successful, skipped = r.skipped + x.skipped, failed = r.failed + x.failed,
        set_aside = r.set_aside + x.set_aside, empty_answers = r.empty_answers + x.empty_answers,
        new_plays = r.new_plays + (SELECT coalesce(sum((n->>'plays')::int), 0) FROM jsonb_array_elements(kept) n),
        gaps_opened = r.gaps_opened + opened_count, last_batch_at = at_now
    FROM jsonb_to_record(nullif(batch->'run', 'null')) AS x(scheduled_for timestamptz, successful int, skipped int, failed int,
      set_aside int, empty_answers int)
    WHERE r.scheduled_for = x.scheduled_for;

  RETURN jsonb_build_object('new_plays', kept, 'gaps_opened', opened_count, 'artists_due', details_due,
    'can_complete', EXISTS (SELECT 1 FROM tracks_to_complete(batch)));
END
$$;
