-- The one writer of listening: polling and import both end here, once per batch, whatever its size.
--
-- It is a function because its steps need fresh snapshots between them: a row that another transaction inserted while
-- we waited on its key is visible to the next step, so no play can miss its track. One call is one transaction.
-- docs/decisions/0002-keys-and-rollups.md tells the shape of `batch` and why the rollups always equal a recount.
CREATE OR REPLACE FUNCTION write_batch(batch jsonb) RETURNS jsonb
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
    OR s.id IN (SELECT x.user_id FROM jsonb_to_recordset(batch->'rejected') AS x(user_id int, payload_hash text)
      WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash))
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

  INSERT INTO rejected_items (user_id, reason, payload, payload_hash, seen_at)
    SELECT DISTINCT ON (x.user_id, x.payload_hash) x.user_id, x.reason, x.payload, x.payload_hash, at_now
    FROM jsonb_to_recordset(batch->'rejected') AS x(user_id int, reason text, payload jsonb, payload_hash text)
    JOIN users u ON u.id = x.user_id
    WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash)
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
        rejected = r.rejected + x.rejected, empty_answers = r.empty_answers + x.empty_answers,
        new_plays = r.new_plays + (SELECT coalesce(sum((n->>'plays')::int), 0) FROM jsonb_array_elements(kept) n),
        gaps_opened = r.gaps_opened + opened_count, last_batch_at = at_now
    FROM jsonb_to_record(nullif(batch->'run', 'null')) AS x(scheduled_for timestamptz, successful int, skipped int, failed int,
      rejected int, empty_answers int)
    WHERE r.scheduled_for = x.scheduled_for;

  RETURN jsonb_build_object('new_plays', kept, 'gaps_opened', opened_count, 'artists_due', details_due,
    'can_complete', EXISTS (SELECT 1 FROM incomplete_tracks(batch)));
END
$$;
