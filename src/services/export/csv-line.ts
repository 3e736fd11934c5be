import { MINUTE } from '@/lib/shared/time';
import type { ExportedPlay } from '@/repositories/export/exported-plays';
import { createLocalOffset } from './local-offset';

/** The columns of the CSV file, described in docs/export-format.md. */
export const CSV_COLUMNS = [
  'played_at_utc',
  'played_at_local',
  'track',
  'artists',
  'album',
  'listened_ms',
  'listened_is_estimate',
  'ms_played',
  'counted',
  'skipped',
  'sources',
  'reason_start',
  'reason_end',
  'context_type',
  'context_uri',
  'duration_ms',
  'explicit',
  'isrc',
  'track_id',
  'artist_ids',
  'album_id',
  'archived_at_utc',
] as const;

// Full-width forms count too: some spreadsheets read them as the plain sign.
const FORMULA = /^[=+\-@'\t\r\n＝＋－＠]/;

/**
 * A text as a CSV field, always quoted. Spreadsheets run a text that begins with = + - @, a tab or a line break as a
 * formula, so such a text gets an apostrophe in front. One that begins with an apostrophe gets another, so that this can
 * be undone: remove one apostrophe from every text that begins with one.
 */
export function csvText(text: string | null): string {
  if (text === null) return '""';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Formats plays as lines without line breaks; the offset lookup expects chronological order. */
export function createCsvLine(timeZone: string): (play: ExportedPlay) => string {
  const offsetAt = createLocalOffset(timeZone);
  return (play) => {
    const offset = offsetAt(play.playedAt.getTime());
    const local = new Date(play.playedAt.getTime() + offset * MINUTE).toISOString().slice(0, -1);
    return [
      play.playedAt.toISOString(),
      local + offsetText(offset),
      csvText(play.track),
      csvText(play.artists.join('; ')),
      csvText(play.album),
      play.listenedMs,
      play.msPlayed === null,
      play.msPlayed ?? '',
      play.counted,
      play.skipped ?? '',
      play.sources.join(' '),
      play.reasonStart ?? '',
      play.reasonEnd ?? '',
      csvText(play.contextType),
      csvText(play.contextUri),
      play.durationMs ?? '',
      play.explicit,
      csvText(play.isrc),
      csvText(play.trackId),
      csvText(play.artistIds.map((id) => id ?? '').join(' ')),
      csvText(play.albumId),
      play.archivedAt.toISOString(),
    ].join(',');
  };
}

/** An offset from UTC in minutes, as ISO 8601 writes it: +05:45. */
function offsetText(minutes: number): string {
  const distance = Math.abs(minutes);
  const [hours, rest] = [Math.floor(distance / 60), distance % 60].map((n) => String(n).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
