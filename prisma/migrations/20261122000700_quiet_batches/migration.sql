-- docs/decisions/0007-what-a-batch-leaves-behind.md tells why.

-- When each listener was last looked at with an answer: one row for a hundred of them, by id. A batch of neighbours
-- raises it for all in one or two rows, whether or not any of them played something.
CREATE TABLE "last_polls" (
    "hundred" INTEGER NOT NULL,
    "polled_at" TIMESTAMPTZ(3)[],

    CONSTRAINT "last_polls_pkey" PRIMARY KEY ("hundred")
) WITH (fillfactor = 50);

INSERT INTO last_polls (hundred, polled_at)
  SELECT h.hundred, ARRAY(SELECT u.last_polled_at FROM generate_series(0, 99) AS place
                          LEFT JOIN users u ON u.id = h.hundred * 100 + place ORDER BY place)
  FROM (SELECT DISTINCT id / 100 AS hundred FROM users WHERE last_polled_at IS NOT NULL) h;

ALTER TABLE "users" DROP COLUMN "last_polled_at";

-- Nothing of a deleted account stays behind.
CREATE FUNCTION forget_last_poll() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE last_polls SET polled_at[OLD.id % 100 + 1] = NULL WHERE hundred = OLD.id / 100;
  RETURN NULL;
END
$$;

CREATE TRIGGER forget_last_poll AFTER DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION forget_last_poll();

-- How and when plays came into the archive: one row for all the plays of one write.
CREATE TABLE "play_origins" (
    "id" SERIAL NOT NULL,
    "source" "play_source" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "play_origins_pkey" PRIMARY KEY ("id")
);

INSERT INTO play_origins (source, created_at)
  SELECT source, created_at FROM play_events GROUP BY source, created_at ORDER BY created_at, source;

-- The table is written anew: with a ninth column, even a dropped one, every row would be 8 bytes longer.
ALTER TABLE "play_events" RENAME TO "play_events_until_now";

CREATE TABLE "play_events" (
    "played_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER NOT NULL,
    "listened_ms" INTEGER NOT NULL,
    "origin_id" INTEGER NOT NULL,
    "context_id" INTEGER,
    "ms_played" INTEGER,
    "skipped" BOOLEAN
);

INSERT INTO play_events (played_at, user_id, track_id, listened_ms, origin_id, context_id, ms_played, skipped)
  SELECT e.played_at, e.user_id, e.track_id, e.listened_ms, o.id, e.context_id, e.ms_played, e.skipped
  FROM play_events_until_now e JOIN play_origins o USING (source, created_at);

-- Every play must have come along; else all of this is undone.
DO $$
BEGIN
  IF (SELECT count(*) FROM play_events) <> (SELECT count(*) FROM play_events_until_now) THEN
    RAISE EXCEPTION 'play_events could not be copied completely';
  END IF;
END
$$;

DROP TABLE "play_events_until_now";

ALTER TABLE "play_events" ADD CONSTRAINT "play_events_pkey" PRIMARY KEY ("user_id","played_at","track_id");

CREATE INDEX "play_events_user_id_track_id_idx" ON "play_events"("user_id", "track_id");

ALTER TABLE "play_events" ADD CONSTRAINT "play_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "play_events" ADD CONSTRAINT "play_events_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "play_events" ADD CONSTRAINT "play_events_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "play_contexts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "play_events" ADD CONSTRAINT "play_events_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "play_origins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ANALYZE play_events, play_origins;

-- Writes the plays that are not there yet, and every rollup by the difference they make.
-- Answers [{user_id, plays}] for the listeners who got new ones.
CREATE OR REPLACE FUNCTION write_plays_and_rollups(plays jsonb, at_now timestamptz) RETURNS jsonb
LANGUAGE sql
SET jit = off
AS $$
  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (x.user_id, x.played_at, t.id)
      x.user_id, x.played_at, t.id AS track_id, x.ms_played, c.id AS context_id, x.source, x.skipped
    FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz, track text, ms_played int, context text,
      source play_source, skipped boolean)
    JOIN users u ON u.id = x.user_id
    JOIN tracks t ON t.spotify_id = x.track
    LEFT JOIN play_contexts c ON c.uri = x.context
    WHERE NOT EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = x.user_id AND e.played_at = x.played_at AND e.track_id = t.id)
    ORDER BY x.user_id, x.played_at, t.id
  ),
  -- The new plays among their neighbours: a play's estimate hangs on the end of the play before it, so a play that
  -- comes late also changes the estimate of the one after it.
  before AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id FROM fresh f CROSS JOIN LATERAL (
      SELECT user_id, played_at, track_id FROM play_events
      WHERE user_id = f.user_id AND (played_at, track_id) < (f.played_at, f.track_id)
      ORDER BY played_at DESC, track_id DESC LIMIT 1) e
  ),
  after AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id, e.ms_played, e.listened_ms FROM fresh f CROSS JOIN LATERAL (
      SELECT user_id, played_at, track_id, ms_played, listened_ms FROM play_events
      WHERE user_id = f.user_id AND (played_at, track_id) > (f.played_at, f.track_id)
      ORDER BY played_at, track_id LIMIT 1) e
  ),
  line AS (
    SELECT user_id, played_at, track_id, ms_played, context_id, source, skipped, true AS is_new, NULL::int AS was FROM fresh
    UNION ALL
    SELECT user_id, played_at, track_id, ms_played, NULL, NULL, NULL, false, listened_ms FROM after
    UNION ALL
    SELECT user_id, played_at, track_id, NULL, NULL, NULL, NULL, false, NULL FROM before b
      WHERE NOT EXISTS (SELECT 1 FROM after a
        WHERE (a.user_id, a.played_at, a.track_id) = (b.user_id, b.played_at, b.track_id))
  ),
  measured AS MATERIALIZED (
    SELECT l.*, t.album_id, listening_time(l.ms_played, t.duration_ms, l.played_at,
        lag(l.played_at) OVER (PARTITION BY l.user_id ORDER BY l.played_at, l.track_id)) AS listened_ms
    FROM line l JOIN tracks t ON t.id = l.track_id
  ),
  origins AS (
    INSERT INTO play_origins (source, created_at) SELECT DISTINCT source, at_now FROM fresh RETURNING id, source
  ),
  written AS (
    INSERT INTO play_events (user_id, played_at, track_id, ms_played, listened_ms, context_id, origin_id, skipped)
    SELECT m.user_id, m.played_at, m.track_id, m.ms_played, m.listened_ms, m.context_id, o.id, m.skipped
    FROM measured m JOIN origins o USING (source) WHERE m.is_new
    ORDER BY m.user_id, m.played_at, m.track_id
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.listened_ms
    FROM measured m
    WHERE (e.user_id, e.played_at, e.track_id) = (m.user_id, m.played_at, m.track_id)
      AND m.was IS NOT NULL AND m.was <> m.listened_ms
  ),
  delta AS MATERIALIZED (
    SELECT m.user_id, m.track_id, m.album_id, m.played_at, m.is_new::int AS plays,
      (m.listened_ms - coalesce(m.was, 0))::bigint AS ms, (m.played_at AT TIME ZONE u.time_zone) AS local_at
    FROM measured m JOIN users u ON u.id = m.user_id
    WHERE m.is_new OR m.was <> m.listened_ms
  ),
  by_track AS (
    INSERT INTO user_track_stats AS r
    SELECT user_id, track_id, sum(plays), sum(ms), min(played_at), max(played_at) FROM delta GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, track_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r
    SELECT d.user_id, ta.artist_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d JOIN track_artists ta USING (track_id)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r
    SELECT user_id, album_id, sum(plays), sum(ms), min(played_at), max(played_at)
    FROM delta WHERE album_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  -- Every day touched gets all its 24 hours, by adding noughts: a join of the days with the hours would be quadratic.
  days AS (SELECT DISTINCT user_id, local_at::date AS day FROM delta),
  by_hour AS (
    SELECT user_id, day, hour, sum(plays)::int AS plays, sum(ms) AS ms FROM (
      SELECT user_id, local_at::date AS day, extract(hour FROM local_at)::int AS hour, plays, ms FROM delta
      UNION ALL
      SELECT user_id, day, hour, 0, 0 FROM days CROSS JOIN generate_series(0, 23) AS hour) x
    GROUP BY 1, 2, 3
  ),
  by_day AS (
    INSERT INTO user_day_stats AS r (user_id, day, plays, listened_ms, hour_plays)
    SELECT user_id, day, sum(plays), sum(ms), array_agg(plays ORDER BY hour) FROM by_hour GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, day) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      hour_plays = (SELECT array_agg(z.a + z.b ORDER BY z.o)
                    FROM unnest(r.hour_plays, excluded.hour_plays) WITH ORDINALITY AS z(a, b, o))
  ),
  firsts AS (
    SELECT user_id, sum(tracks)::int AS tracks, sum(artists)::int AS artists, sum(albums)::int AS albums FROM (
      SELECT user_id, is_first::int AS tracks, 0 AS artists, 0 AS albums FROM by_track
      UNION ALL SELECT user_id, 0, is_first::int, 0 FROM by_artist
      UNION ALL SELECT user_id, 0, 0, is_first::int FROM by_album) x
    GROUP BY 1
  ),
  totals AS (
    INSERT INTO user_totals AS r (user_id, plays, listened_ms, tracks, artists, albums, first_played_at, last_played_at)
    SELECT d.user_id, sum(d.plays), sum(d.ms), coalesce(min(f.tracks), 0), coalesce(min(f.artists), 0),
      coalesce(min(f.albums), 0), min(d.played_at), max(d.played_at)
    FROM delta d LEFT JOIN firsts f USING (user_id) GROUP BY 1 ORDER BY 1
    ON CONFLICT (user_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      tracks = r.tracks + excluded.tracks, artists = r.artists + excluded.artists, albums = r.albums + excluded.albums,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', n.user_id, 'plays', n.plays)), '[]')
  FROM (SELECT user_id, sum(plays)::int AS plays FROM delta GROUP BY 1 HAVING sum(plays) > 0) n;
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

  -- A track's artists are written with the track and never changed: the artist rollups lean on them. One that came
  -- without artists stays so, or its earlier plays would be missing from theirs.
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

  RETURN jsonb_build_object('new_plays', kept, 'gaps_opened', opened_count, 'artists_due', details_due);
END
$$;
