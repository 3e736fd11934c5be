import { z } from 'zod';
import type { ReadRow } from './imported-row';

/**
 * Rows of Spotify's own exports. Every key is optional and nullable there; what the archive does not use, such as the
 * network address and the device, is never read. Source: https://support.spotify.com/article/understanding-your-data
 */

/** PostgreSQL can hold neither U+0000 nor half of a surrogate pair; no title needs them. */
const text = z.string().transform((s) => s.replaceAll('\u0000', '').toWellFormed());
const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
const ms = z.number().int().nonnegative().max(2_147_483_647);

const extendedRow = z.object({
  ts: z.iso.datetime({ offset: true }),
  ms_played: lenient(ms),
  master_metadata_track_name: lenient(text),
  master_metadata_album_artist_name: lenient(text),
  master_metadata_album_album_name: lenient(text),
  spotify_track_uri: lenient(z.string()),
  episode_name: lenient(z.string()),
  spotify_episode_uri: lenient(z.string()),
  audiobook_title: lenient(z.string()),
  audiobook_uri: lenient(z.string()),
  audiobook_chapter_uri: lenient(z.string()),
  skipped: lenient(z.boolean()),
  incognito_mode: lenient(z.boolean()),
});

const TRACK_URI = /^spotify:track:([0-9A-Za-z]{1,64})$/;

/** A row of the extended streaming history (Streaming_History_Audio_*.json, Streaming_History_Video_*.json, endsong_*.json). */
export function readExtendedRow(item: unknown, options: { privateSessions: boolean }): ReadRow {
  const parsed = extendedRow.safeParse(item);
  if (!parsed.success) return { refused: 'unreadable' };
  const row = parsed.data;
  if (row.audiobook_title || row.audiobook_uri || row.audiobook_chapter_uri) return { refused: 'audiobook' };
  const track = TRACK_URI.exec(row.spotify_track_uri ?? '')?.[1];
  if (!track && (row.episode_name || row.spotify_episode_uri)) return { refused: 'podcast' };
  if (!track) return { refused: 'noTrack' };
  if (row.incognito_mode && !options.privateSessions) return { refused: 'privateSession' };
  // A row without its listened time might be a skip; no recorded file has such rows.
  if (row.ms_played == null) return { refused: 'unreadable' };
  return {
    row: {
      at: Date.parse(row.ts),
      precision: 1_000,
      track,
      name: row.master_metadata_track_name ?? '',
      artist: row.master_metadata_album_artist_name ?? '',
      album: row.master_metadata_album_album_name ?? null,
      msPlayed: row.ms_played,
      skipped: row.skipped ?? null,
      source: 'import',
      context: null,
    },
  };
}

const accountRow = z.object({
  endTime: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
  artistName: lenient(text),
  trackName: lenient(text),
  msPlayed: lenient(ms),
});

/** A row of the account data (StreamingHistory_music_*.json): the last year, to the minute, without ids. */
export function readAccountRow(item: unknown): ReadRow {
  const parsed = accountRow.safeParse(item);
  if (!parsed.success || parsed.data.msPlayed == null) return { refused: 'unreadable' };
  const { endTime, artistName, trackName, msPlayed } = parsed.data;
  const at = Date.parse(`${endTime.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(at)) return { refused: 'unreadable' };
  if (!artistName || !trackName) return { refused: 'noTrack' };
  return {
    row: {
      at,
      precision: 60_000,
      track: null,
      name: trackName,
      artist: artistName,
      album: null,
      msPlayed,
      skipped: null,
      source: 'import',
      context: null,
    },
  };
}
