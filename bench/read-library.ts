import { Client } from 'pg';

/** A listener to be measured, and how much was played. */
export interface Measured {
  id: number;
  plays: number;
}

export const TIME_ZONE = 'Europe/Berlin';
/** The moment of looking; every history ends there and is ten years long. */
export const NOW = new Date('2026-10-01T12:00:00Z');
const YEARS = 10;
const OTHERS_PLAYS = 5_000;
const REPORTS_KEY = 'play_reports_user_id_played_at_track_id_fkey';
const [TRACKS, ARTISTS, ALBUMS] = [60_000, 12_000, 15_000];

/**
 * Fills an empty database: the measured listeners, and as many others of 5,000 plays as make up `total`. Everything is
 * written by statements over generated rows; the plays lie in the table in the order of time, all listeners mixed, as an
 * archive gets them. Rollups are a recount. Repeatable: the random numbers are seeded. A library that is there is kept.
 */
export async function buildLibrary(
  url: string,
  sizes: readonly number[],
  total: number,
): Promise<Measured[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const measured = sizes.map((plays, index) => ({ id: index + 1, plays }));
    if (await isBuilt(client, measured)) return measured;
    const rest = Math.max(0, total - sizes.reduce((a, b) => a + b, 0));
    const others = Math.floor(rest / OTHERS_PLAYS);
    await client.query("SET session_replication_role = 'replica'");
    await client.query("SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET jit = off");
    await client.query('SELECT setseed(0.42)');
    for (const statement of catalogue()) await client.query(statement);
    await client.query(
      `INSERT INTO users (id, spotify_id, name, time_zone)
       SELECT n, 'listener-' || n, 'Listener ' || n, $2 FROM generate_series(1, $1::int) n`,
      [sizes.length + others, TIME_ZONE],
    );
    await writePlays(client, measured, others);
    for (const statement of ROLLUPS) await client.query(statement);
    await client.query('VACUUM ANALYZE');
    return measured;
  } finally {
    await client.end();
  }
}

/** Whether an earlier run left its library in the database: then it is measured once more. */
async function isBuilt(client: Client, measured: readonly Measured[]): Promise<boolean> {
  const { rows } = await client.query<Measured>(
    'SELECT user_id AS id, plays FROM user_totals ORDER BY user_id LIMIT $1',
    [measured.length],
  );
  return JSON.stringify(rows) === JSON.stringify(measured);
}

/** Of ten tracks three are releases of one recording. */
const catalogue = (): string[] => [
  `INSERT INTO artists (id, spotify_id, name, search_name, genres, image_url)
   SELECT n, 'artist-' || n, 'Artist ' || n, 'artist ' || n, CASE WHEN n % 5 = 0 THEN '{}'::text[]
     ELSE ARRAY['genre ' || n % 97, 'genre ' || n % 31] END, 'https://images.example/' || n
   FROM generate_series(1, ${ARTISTS}) n`,
  `INSERT INTO albums (id, spotify_id, name, search_name, image_url)
   SELECT n, 'album-' || n, 'Album ' || n, 'album ' || n, 'https://images.example/' || n FROM generate_series(1, ${ALBUMS}) n`,
  `INSERT INTO tracks (id, spotify_id, name, search_name, title_key, artists_key, recording_id, duration_ms, album_id)
   SELECT n, 'track-' || n, 'Track ' || n, 'track ' || n, 'track ' || n, '', CASE WHEN n % 10 IN (1, 2) THEN n - n % 10 ELSE n END, 120000 + n % 180000, 1 + n % ${ALBUMS} FROM generate_series(1, ${TRACKS}) n`,
  `INSERT INTO track_artists (track_id, position, artist_id)
   SELECT n, 0, 1 + n % ${ARTISTS} FROM generate_series(1, ${TRACKS}) n
   UNION ALL SELECT n, 1, 1 + (n + 1) % ${ARTISTS} FROM generate_series(1, ${TRACKS}) n WHERE n % 4 = 0`,
];

/** Few tracks are played often, many seldom; who plays more also knows more. Imports first, polled for the last three years. */
async function writePlays(client: Client, measured: readonly Measured[], others: number): Promise<void> {
  await client.query(
    "INSERT INTO play_origins (id, sources, created_at, first_id) VALUES (1, '{extended_history}', $1, 1), (2, '{poll}', $1, 2)",
    [NOW],
  );
  await client.query(
    `ALTER TABLE play_reports DROP CONSTRAINT ${REPORTS_KEY};
     ALTER TABLE play_events DROP CONSTRAINT play_events_pkey;
     DROP INDEX play_events_track_id_user_id_idx`,
  );
  await client.query(
    `INSERT INTO play_events (user_id, played_at, track_id, ms_played, listened_ms, origin_id)
     SELECT id, at, track, CASE WHEN at < $4::timestamptz - interval '3 years' THEN 150000 END, 150000,
       CASE WHEN at < $4::timestamptz - interval '3 years' THEN 1 ELSE 2 END
     FROM (
       SELECT l.id, 1 + floor(least(${TRACKS}, 60 * sqrt(l.plays)) * random() ^ 3)::int AS track,
         date_trunc('milliseconds', $4::timestamptz - interval '${YEARS} years' * ((n - random() * 0.9) / l.plays)) AS at
       FROM (SELECT unnest($1::int[]) AS id, unnest($2::int[]) AS plays
             UNION ALL SELECT cardinality($1::int[]) + o, ${OTHERS_PLAYS} FROM generate_series(1, $3::int) o) l,
         generate_series(1, l.plays) n
     ) p
     ORDER BY at`,
    [measured.map(({ id }) => id), measured.map(({ plays }) => plays), others, NOW],
  );
  await client.query(
    `ALTER TABLE play_events ADD CONSTRAINT play_events_pkey PRIMARY KEY (user_id, played_at, track_id);
     CREATE INDEX play_events_track_id_user_id_idx ON play_events (track_id, user_id);
     ALTER TABLE play_reports ADD CONSTRAINT ${REPORTS_KEY} FOREIGN KEY (user_id, played_at, track_id)
       REFERENCES play_events ON DELETE CASCADE ON UPDATE CASCADE`,
  );
}

const FIGURES = 'count(*), sum(listened_ms), min(played_at), max(played_at)';

const EACH_HOUR = Array.from(
  { length: 24 },
  (_, hour) => `(count(*) FILTER (WHERE hour = ${hour}))::int`,
).join(', ');

/** In the order of the listeners, so that their indexes grow at one end. */
const ROLLUPS = [
  `INSERT INTO user_track_stats SELECT user_id, track_id, ${FIGURES} FROM play_events GROUP BY 1, 2 ORDER BY 1, 2`,
  `INSERT INTO user_recording_stats SELECT user_id, recording_id, sum(plays), sum(listened_ms), min(first_played_at),
     max(last_played_at) FROM user_track_stats JOIN tracks ON id = track_id GROUP BY 1, 2 ORDER BY 1, 2`,
  `INSERT INTO user_artist_stats SELECT user_id, artist_id, sum(plays), sum(listened_ms), min(first_played_at),
     max(last_played_at) FROM user_track_stats JOIN track_artists USING (track_id) GROUP BY 1, 2 ORDER BY 1, 2`,
  `INSERT INTO user_album_stats SELECT user_id, album_id, sum(plays), sum(listened_ms), min(first_played_at),
     max(last_played_at) FROM user_track_stats JOIN tracks ON id = track_id GROUP BY 1, 2 ORDER BY 1, 2`,
  `INSERT INTO user_day_stats
   SELECT user_id, local_at::date, count(*), sum(listened_ms), ARRAY[${EACH_HOUR}]
   FROM (SELECT user_id, local_at, date_part('hour', local_at)::int AS hour, listened_ms
         FROM (SELECT user_id, played_at AT TIME ZONE '${TIME_ZONE}' AS local_at, listened_ms FROM play_events OFFSET 0) l
         OFFSET 0) p
   GROUP BY 1, 2 ORDER BY 1, 2`,
  `INSERT INTO user_totals (user_id, plays, listened_ms, tracks, recordings, artists, albums, first_played_at, last_played_at)
   SELECT user_id, sum(plays), sum(listened_ms), count(*),
     (SELECT count(*) FROM user_recording_stats r WHERE r.user_id = t.user_id),
     (SELECT count(*) FROM user_artist_stats a WHERE a.user_id = t.user_id),
     (SELECT count(*) FROM user_album_stats a WHERE a.user_id = t.user_id), min(first_played_at), max(last_played_at)
   FROM user_track_stats t GROUP BY 1`,
  `INSERT INTO user_session_days SELECT s.* FROM (
     SELECT user_id, array_agg(day) AS days
     FROM (SELECT DISTINCT user_id, (played_at AT TIME ZONE 'UTC')::date AS day FROM play_events) p GROUP BY 1
   ) d CROSS JOIN LATERAL session_days(array_fill(d.user_id, ARRAY[cardinality(d.days)]), d.days) s`,
  `INSERT INTO user_genre_stats SELECT user_id, g, sum(plays)
   FROM user_track_stats JOIN (SELECT id AS track_id, genres_of(id) AS genres FROM tracks OFFSET 0) t USING (track_id),
     unnest(genres) g
   GROUP BY 1, 2 ORDER BY 1, 2`,
  `UPDATE user_totals t SET estimated_plays = e.plays
   FROM (SELECT user_id, count(*) AS plays FROM play_events WHERE ms_played IS NULL GROUP BY 1) e
   WHERE e.user_id = t.user_id`,
];
