import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { openInMemory } from '@/lib/db/embedded/cluster';

const MIGRATIONS = resolve(import.meta.dirname, '../../prisma/migrations');
const MINE = '20261122000700_quiet_batches';

const PLAYS = `SELECT user_id, played_at, track_id, ms_played, listened_ms, context_id, skipped`;

/** The batch of one look at two listeners, the way the writer before this migration took it. */
const batch = (now: string, endedAt: string) =>
  JSON.stringify({
    ...{
      now,
      source: 'poll',
      run: {},
      artists: [{ spotify_id: 'a', name_key: null, name: 'A' }],
      albums: [],
    },
    listeners: [1, 120].map((id) => ({
      ...{ id, page_is_full: false, page_oldest: endedAt, token_version: 0, polled_at: now, is_active: true },
      ...{ disconnected_reason: null, consecutive_failures: 0, circuit_opened_count: 0 },
    })),
    tracks: [{ spotify_id: 't', name: 'T', duration_ms: 200_000, album: null, isrc: null, explicit: false }],
    track_artists: [{ track: 't', position: 0, spotify_id: 'a', name_key: null }],
    contexts: [{ type: 'playlist', uri: 'spotify:playlist:p' }],
    plays: [
      { user_id: 1, played_at: endedAt, track: 't', context: 'spotify:playlist:p', source: 'poll' },
      { user_id: 120, played_at: endedAt, track: 't', ms_played: 5000, source: 'import', skipped: true },
    ],
    set_aside: [],
  });

async function apply(database: PGlite, names: readonly string[]): Promise<void> {
  for (const name of names)
    await database.exec(await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8'));
}

it('brings every play of an archive that exists already into the narrower table, with its origin', async () => {
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d{14}_/.test(name)).sort();
  const database = await openInMemory();
  try {
    await apply(
      database,
      names.filter((name) => name < MINE),
    );
    await database.exec(
      "INSERT INTO users (id, spotify_id) VALUES (1, 'one'), (120, 'two'), (121, 'never looked at')",
    );
    for (const hour of ['10', '11']) {
      const now = `2026-03-02T${hour}:30:00.123Z`;
      await database.query('SELECT record_plays($1::jsonb)', [batch(now, `2026-03-02T${hour}:00:00.456Z`)]);
    }
    const before = await database.query(`${PLAYS}, source, created_at FROM play_events ORDER BY 1, 2, 3`);
    expect(before.rows).toHaveLength(4);
    await apply(
      database,
      names.filter((name) => name >= MINE),
    );
    const after = await database.query(
      `${PLAYS}, o.source, o.created_at FROM play_events JOIN play_origins o ON o.id = origin_id ORDER BY 1, 2, 3`,
    );
    expect(after.rows).toEqual(before.rows);
    expect((await database.query('SELECT source FROM play_origins')).rows).toHaveLength(4);
    const polls = await database.query(
      'SELECT u.id, p.polled_at[u.id % 100 + 1] AS at FROM users u LEFT JOIN last_polls p ON p.hundred = u.id / 100 ORDER BY 1',
    );
    const last = new Date('2026-03-02T11:30:00.123Z');
    expect(polls.rows).toEqual([
      { id: 1, at: last },
      { id: 120, at: last },
      { id: 121, at: null },
    ]);
    await database.query('SELECT record_plays($1::jsonb)', [
      batch('2026-03-02T12:30:00.123Z', '2026-03-02T12:00:00.456Z'),
    ]);
    expect((await database.query('SELECT 1 FROM play_events')).rows).toHaveLength(6);
    expect((await database.query('SELECT plays FROM user_totals')).rows).toEqual([
      { plays: 3 },
      { plays: 3 },
    ]);
  } finally {
    await database.close();
  }
});
