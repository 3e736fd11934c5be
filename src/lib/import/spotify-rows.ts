import { z } from 'zod';
import { playEnd } from '@/lib/history/play-end';
import {
  isPlausibleEnd,
  isPlausibleLength,
  isPlausibleText,
  toStoredName,
} from '@/lib/shared/history/play-bounds';
import type { ReadRow, RowRefusal } from './imported-row';

/**
 * Rows of Spotify's own exports. Every key is optional and nullable there; what the archive does not use, such as the
 * network address and the device, is never read. Source: https://support.spotify.com/article/understanding-your-data
 */

const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
const name = lenient(z.string().transform(toStoredName));
const text = lenient(z.string());
/** JSON has no infinity, but a number like 1e400 is read as one. */
const number = lenient(
  z.union([z.number(), z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])]),
);

/** Tools that listeners pass files through write 1.0 or a word. */
const flag = lenient(
  z.union([
    z.boolean(),
    z.literal([0, 1]).transform(Boolean),
    z.stringbool({ truthy: ['true'], falsy: ['false'] }),
  ]),
);

/** Files have `2021-03-03T21:14:05Z`; Spotify's note on them says `2021-03-03 21:14:05`, in UTC. */
const moment = z
  .string()
  .transform((text) => text.replace(/^(\S{10}) ([\d:.]+)(?: ?UTC|Z)?$/, '$1T$2Z'))
  .pipe(z.iso.datetime({ offset: true }));

const extendedRow = z.object({
  ts: moment,
  ms_played: number,
  master_metadata_track_name: name,
  master_metadata_album_artist_name: name,
  master_metadata_album_album_name: name,
  spotify_track_uri: text,
  episode_name: text,
  spotify_episode_uri: text,
  audiobook_title: text,
  audiobook_uri: text,
  audiobook_chapter_uri: text,
  skipped: flag,
  incognito_mode: flag,
  offline: flag,
  offline_timestamp: number,
  reason_start: name,
  reason_end: name,
});
type ExtendedRow = z.output<typeof extendedRow>;

export interface ReadOptions {
  /** Whether plays of private sessions are read. */
  privateSessions: boolean;
  now: Date;
}

const TRACK_URI = /^spotify:track:([0-9A-Za-z]{1,64})$/;

/** A row of the extended streaming history (Streaming_History_Audio_*.json, Streaming_History_Video_*.json, endsong_*.json). */
export function readExtendedRow(item: unknown, options: ReadOptions): ReadRow {
  const parsed = extendedRow.safeParse(item);
  if (!parsed.success) return { refused: 'unreadable' };
  const row = parsed.data;
  const track = TRACK_URI.exec(row.spotify_track_uri ?? '')?.[1];
  const at = Date.parse(row.ts);
  const refused =
    refusalOfKind(row, track, options) ?? refusalOfPlay(item, { at, msPlayed: row.ms_played }, options);
  if (refused || row.ms_played == null) return { refused: refused ?? 'unreadable' };
  const offlineTimestamp = toOfflineTimestamp(row.offline_timestamp, options.now);
  const end = playEnd({ ts: at, msPlayed: row.ms_played, offline: row.offline ?? null, offlineTimestamp });
  return {
    row: {
      at: end,
      reports: [{ source: 'extended_history', at: end }],
      track: track ?? null,
      name: row.master_metadata_track_name ?? '',
      artist: row.master_metadata_album_artist_name ?? '',
      album: row.master_metadata_album_album_name ?? null,
      msPlayed: Math.round(row.ms_played),
      skipped: row.skipped ?? null,
      context: null,
      offline: row.offline ?? null,
      offlineTimestamp,
      reasonStart: toReason(row.reason_start),
      reasonEnd: toReason(row.reason_end),
    },
    writtenAt: at,
  };
}

/** Spotify's reasons are words such as `trackdone`; anything else is no reason. */
const toReason = (text: string | null | undefined): string | null =>
  text && /^[a-z-]{1,40}$/.test(text) ? text : null;

function refusalOfKind(row: ExtendedRow, track: string | undefined, options: ReadOptions): RowRefusal | null {
  if (row.audiobook_title || row.audiobook_uri || row.audiobook_chapter_uri) return 'audiobook';
  if (track === undefined && (row.episode_name || row.spotify_episode_uri)) return 'podcast';
  if (track === undefined && !isNamedAlone(row)) return 'noTrack';
  return row.incognito_mode && !options.privateSessions ? 'privateSession' : null;
}

/** Every key may be missing: the names are as good as those of the account data. Another kind of address is no track's. */
const isNamedAlone = (row: ExtendedRow): boolean =>
  !row.spotify_track_uri && !!row.master_metadata_track_name && !!row.master_metadata_album_artist_name;

/** A row without its listened time might be a skip; no recorded file has such rows. */
function refusalOfPlay(
  item: unknown,
  { at, msPlayed }: { at: number; msPlayed: number | null | undefined },
  { now }: ReadOptions,
): RowRefusal | null {
  if (Number.isNaN(at) || msPlayed == null) return 'unreadable';
  return isPlausibleEnd(at, now) && isPlausibleLength(msPlayed) && hasPlausibleTexts(item)
    ? null
    : 'outOfBounds';
}

/** Whether none of the texts of an item, read or not, is too long. */
export const hasPlausibleTexts = (item: unknown): boolean =>
  Object.values(item ?? {}).every((value) => typeof value !== 'string' || isPlausibleText(value));

/** Newer files have seconds, older ones milliseconds; 0 and what no play can begin at mean nothing. */
function toOfflineTimestamp(value: number | null | undefined, now: Date): number | null {
  if (value == null) return null;
  const ms = Math.round(value < 100_000_000_000 ? value * 1_000 : value);
  return isPlausibleEnd(ms, now) ? ms : null;
}

const accountRow = z.object({
  endTime: z
    .string()
    .transform((time) => `${time.replace(' ', 'T')}:00Z`)
    .pipe(z.iso.datetime()),
  artistName: name,
  trackName: name,
  msPlayed: number,
});

/** A row of the account data (StreamingHistory_music_*.json): the last year, to the minute, without ids. */
export function readAccountRow(item: unknown, options: ReadOptions): ReadRow {
  const parsed = accountRow.safeParse(item);
  if (!parsed.success) return { refused: 'unreadable' };
  const { endTime, artistName, trackName, msPlayed } = parsed.data;
  const at = Date.parse(endTime);
  const isNameless = !Number.isNaN(at) && msPlayed != null && (!artistName || !trackName);
  const refused = isNameless ? 'noTrack' : refusalOfPlay(item, { at, msPlayed }, options);
  if (refused || msPlayed == null) return { refused: refused ?? 'unreadable' };
  return {
    row: {
      at,
      reports: [{ source: 'account_data', at }],
      track: null,
      name: trackName ?? '',
      artist: artistName ?? '',
      album: null,
      msPlayed: Math.round(msPlayed),
      skipped: null,
      context: null,
      offline: null,
      offlineTimestamp: null,
      reasonStart: null,
      reasonEnd: null,
    },
    writtenAt: at,
  };
}
