import type { Client } from 'pg';
import { searchName } from '@/lib/catalogue/search-name';
import type { RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { recordPlays } from '@/services/archival/record-plays';
import type { Life } from '../crowd';

/** What one listener's page brings: plays newest first. */
export interface Page {
  userId: number;
  plays: ObservedPlay[];
}

export const RUN_AT = new Date('2026-10-01T00:00:00Z');
const NOW = new Date('2026-10-01T00:05:00Z');
const clock = { now: () => NOW, sleep: async () => {} };
const logger = createLogger('warn');
/** What the paths that are compared with ours name as the origin of their plays. */
const BARE_ORIGIN = 1;

/** Empties the database and adds the listeners; ids follow their order, from 1. */
export async function resetDatabase(db: RootDatabase, lives: readonly Life[]): Promise<void> {
  await db.$executeRaw`TRUNCATE users, artists, albums, tracks, play_contexts, play_origins, archive_runs RESTART IDENTITY CASCADE`;
  const users = lives.map(({ spotifyId, timeZone }) => ({ spotifyId, timeZone }));
  await db.user.createMany({ data: users });
  await db.archiveRun.create({ data: { scheduledFor: RUN_AT, startedAt: RUN_AT } });
  await db.playOrigin.create({ data: { sources: ['poll'], firstId: BARE_ORIGIN, createdAt: NOW } });
}

/** The product's own path: one call to the one writer, with rollups, gaps, listener state and the run's counters. */
export async function writeBatch(db: RootDatabase, pages: readonly Page[]): Promise<number> {
  const state = {
    token_version: 0,
    polled_at: NOW,
    is_active: true,
    disconnected_reason: null,
    consecutive_failures: 0,
    auth_failures: 0,
    network_failures: 0,
    last_failure_type: null,
    last_failed_at: null,
    circuit_open_until: null,
    circuit_opened_count: 0,
    reason: 'poll_succeeded',
  };
  const run = { scheduled_for: RUN_AT, skipped: 0 };
  const counts = { successful: 1, failed: 0, rejected: 0, empty_answers: 0 };
  const shares = pages.map(({ userId, plays }) => ({
    userId,
    page: { plays, rejectedItems: [], isFull: plays.length >= 50 },
    state,
    counts,
  }));
  const { newPlays, unwritten } = await recordPlays({ db, clock, logger }, shares, run);
  if (unwritten.length > 0) throw new Error('Some plays were refused; the message above says why.');
  return [...newPlays.values()].reduce((sum, plays) => sum + plays, 0);
}

/** The path it replaces: for every play an upsert of each thing it names, with relations. No rollups, no gaps. */
export async function writeRowByRow(db: RootDatabase, { userId, plays }: Page): Promise<void> {
  for (const { track, playedAt, context } of plays) {
    const albumId = track.album ? await upsertAlbum(db, track.album) : null;
    const { id: trackId } = await db.track.upsert({
      where: { spotifyId: track.spotifyId },
      create: {
        spotifyId: track.spotifyId,
        name: track.name,
        searchName: searchName(track.name),
        durationMs: track.durationMs,
        isrc: track.isrc,
        explicit: track.explicit ?? false,
        albumId,
        recordingId: 0,
        titleKey: '',
        artistsKey: '',
      },
      update: {},
    });
    await upsertArtists(db, trackId, track.artists);
    const { id: contextId } = context
      ? await db.playContext.upsert({ where: { uri: context.uri }, create: context, update: {} })
      : { id: null };
    await db.playEvent.upsert({
      where: { userId_playedAt_trackId: { userId, playedAt, trackId } },
      create: {
        userId,
        playedAt,
        trackId,
        contextId,
        listenedMs: track.durationMs ?? 0,
        originId: BARE_ORIGIN,
      },
      update: {},
    });
  }
}

async function upsertAlbum(db: RootDatabase, album: NonNullable<ObservedPlay['track']['album']>) {
  const { spotifyId, name, imageUrl, releaseDate } = album;
  const create = { spotifyId, name, searchName: searchName(name), imageUrl, releaseDate };
  return (await db.album.upsert({ where: { spotifyId }, create, update: {} })).id;
}

async function upsertArtists(db: RootDatabase, trackId: number, artists: ObservedPlay['track']['artists']) {
  for (const [position, { spotifyId, name }] of artists.entries()) {
    if (spotifyId === null) continue;
    const { id } = await db.artist.upsert({
      where: { spotifyId },
      create: { spotifyId, name, searchName: searchName(name) },
      update: {},
    });
    const at = { trackId, position };
    const create = { ...at, artistId: id };
    await db.trackArtist.upsert({ where: { trackId_position: at }, create, update: {} });
  }
}

/** Rows of play_events, ready to insert, with the keys that the catalogue in the database gives. */
export async function resolveRows(
  client: Client,
  batches: readonly (readonly Page[])[],
): Promise<unknown[][][]> {
  const trackIds = await idsBy(client, 'SELECT spotify_id AS name, id FROM tracks');
  const contextIds = await idsBy(client, 'SELECT uri AS name, id FROM play_contexts');
  return batches.map((pages) =>
    pages.flatMap(({ userId, plays }) =>
      plays.map(({ playedAt, track, context }) => {
        const contextId = context ? contextIds.get(context.uri) : null;
        return [
          userId,
          playedAt,
          trackIds.get(track.spotifyId),
          track.durationMs ?? 0,
          contextId,
          BARE_ORIGIN,
        ];
      }),
    ),
  );
}

/** The least that any path must do: the plays alone, keys known beforehand, one multi-row INSERT a batch. */
export async function insertBare(client: Client, rows: readonly unknown[][]): Promise<void> {
  const places = rows.map((row, at) => `(${row.map((_, i) => `$${at * row.length + i + 1}`).join(', ')})`);
  await client.query(
    `INSERT INTO play_events (user_id, played_at, track_id, listened_ms, context_id, origin_id)
     VALUES ${places.join(', ')}`,
    rows.flat(),
  );
}

async function idsBy(client: Client, sql: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; id: number }>(sql);
  return new Map(rows.map(({ name, id }) => [name, id]));
}
