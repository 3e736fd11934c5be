import type { ExportedPlay } from '@/repositories/export/exported-page';
import type { ExportedContext, ExportedTrack } from '@/repositories/export/exported-plays';
import { createIsoText, offsetText } from './iso-text';
import { createLocalOffset } from './local-offset';

/** The columns of the CSV file; told in docs/export-format.md. */
export const CSV_COLUMNS = [
  'played_at_utc',
  'played_at_local',
  'track',
  'artists',
  'album',
  'listened_ms',
  'listened_is_estimate',
  'ms_played',
  'skipped',
  'source',
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

/** What the plays of one track have in common, written once for all of them. */
export interface CsvTrack {
  names: string;
  ids: string;
}

// Full-width forms count too: some spreadsheets read them as the plain sign.
const FORMULA = /^[=+\-@'\t\r\n＝＋－＠]/;

/**
 * A text as a CSV field, always quoted. Spreadsheets run what begins with = + - @, a tab or a line break as a formula, so
 * such a text gets an apostrophe in front; one that begins with an apostrophe gets one too, which makes it undoable:
 * take one apostrophe off every text that begins with one.
 */
export function csvText(text: string | null): string {
  if (text === null) return '""';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

export function csvTrack(track: ExportedTrack): CsvTrack {
  const { name, artists, album, durationMs, explicit, isrc, spotifyId, artistIds, albumId } = track;
  const ids = artistIds.map((id) => id ?? '').join(' ');
  return {
    names: flat(`${csvText(name)},${csvText(artists.join('; '))},${csvText(album)}`),
    ids: flat(
      `${durationMs ?? ''},${explicit},${csvText(isrc)},${csvText(spotifyId)},${csvText(ids)},${csvText(albumId)}`,
    ),
  };
}

/** The engine keeps a joined text as a tree of its parts, several times its size; these are kept for a whole export. */
const flat = (text: string): string => Buffer.from(text).toString();

export const csvContext = (context: ExportedContext): string =>
  `${csvText(context.type)},${csvText(context.uri)}`;

const NO_CONTEXT = '"",""';

/** What a play's keys mean. */
interface CsvMeanings {
  track: CsvTrack;
  context: string | null;
  origin: { source: string; archivedAt: string };
}

/** Writes plays as lines without their ends; made for plays in the order of time. */
export function createCsvLine(timeZone: string): (play: ExportedPlay, meanings: CsvMeanings) => string {
  const [utc, local, offsetAt] = [createIsoText(), createIsoText(), createLocalOffset(timeZone)];
  return ({ playedAt, listenedMs, msPlayed, skipped }, { track, context, origin }) => {
    const offset = offsetAt(playedAt);
    return (
      `${utc(playedAt)}Z,${local(playedAt + offset * 60_000)}${offsetText(offset)},${track.names},${listenedMs},` +
      `${msPlayed === null},${msPlayed ?? ''},${skipped ?? ''},${origin.source},${context ?? NO_CONTEXT},${track.ids},` +
      origin.archivedAt
    );
  };
}
