import { numberFormatter } from '@/lib/shared/formatters';
import { MINUTE } from '@/lib/shared/time';
import type { ExportedPlay } from '@/repositories/export/exported-plays';
import { csvText } from './csv-line';
import { createLocalOffset } from './local-offset';

/** The columns of the table for Excel, described in docs/export-format.md. */
const COLUMNS = ['Date', 'Time', 'Track', 'Artists', 'Album', 'Minutes', 'Estimated', 'Counted', 'Spotify'];

/** Switzerland and Liechtenstein write a decimal point, and Excel still expects semicolons there. */
const POINT_AND_SEMICOLON = /-(CH|LI)\b/;

/** What Excel expects of a file in this locale: the sign of decimals, and what separates fields. */
function signsOf(locale: string): { decimal: string; separator: string } {
  const parts = numberFormatter(locale, {}).formatToParts(1.5);
  const isComma = parts.some(({ type, value }) => type === 'decimal' && value === ',');
  const separator = isComma || POINT_AND_SEMICOLON.test(locale) ? ';' : ',';
  return { decimal: isComma ? ',' : '.', separator };
}

/** The line of names, and a function that formats plays as lines; it expects chronological order. Without line breaks. */
export function createExcelLine(
  timeZone: string,
  locale: string,
): { names: string; line: (play: ExportedPlay) => string } {
  const offsetAt = createLocalOffset(timeZone);
  const { decimal, separator } = signsOf(locale);
  const line = (play: ExportedPlay): string => {
    const at = play.playedAt.getTime();
    // Written so, dates and times are dates and times in Excel of every locale.
    const local = new Date(at + offsetAt(at) * MINUTE).toISOString();
    return [
      local.slice(0, 10),
      local.slice(11, 19),
      csvText(play.track),
      csvText(play.artists.join(', ')),
      csvText(play.album),
      (play.listenedMs / MINUTE).toFixed(2).replace('.', decimal),
      play.msPlayed === null ? 'yes' : 'no',
      play.counted ? 'yes' : 'no',
      csvText(play.trackId && `https://open.spotify.com/track/${play.trackId}`),
    ].join(separator);
  };
  return { names: COLUMNS.join(separator), line };
}
