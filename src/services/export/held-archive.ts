import type { ZipEntry } from '@/lib/streams/zip-stream';
import { HELD_TABLES } from '@/repositories/export/held-data';
import { findHeldRows } from '@/repositories/export/held-rows';
import { csvOf, type ExportDeps, type Exporter, jsonOf } from './play-text';

const ROWS = 100;

/** The files of the zip with everything stored about a listener; they can be read without this software. */
export function heldEntries(deps: ExportDeps, exporter: Exporter): ZipEntry[] {
  const { userId } = exporter.range;
  return [
    { name: 'README.txt', text: () => textOf(readme(exporter)) },
    { name: 'plays.csv', text: () => csvOf(deps, exporter) },
    { name: 'plays.json', text: () => jsonOf(deps, exporter) },
    ...Object.entries(HELD_TABLES).map(([table, { file, rowsAtOnce }]) => ({
      name: file,
      text: () => rowsOf(deps, userId, table, rowsAtOnce),
    })),
  ];
}

async function* textOf(text: string): AsyncGenerator<string> {
  yield text;
}

/** The JSON array of a table's rows about a listener. */
export async function* rowsOf(
  deps: ExportDeps,
  userId: number,
  table: string,
  limit = ROWS,
): AsyncGenerator<string> {
  yield '[\n';
  let after: string | null = null;
  for (let isFirst = true; ; isFirst = false) {
    const page = await findHeldRows(deps.db, userId, table, { limit, after });
    if (page.rows > 0) yield (isFirst ? '' : ',\n') + page.text;
    if (page.rows < limit) break;
    after = page.last;
  }
  yield '\n]\n';
}

function readme({ at, listener, range }: Exporter): string {
  const files: [string, string][] = [
    ['plays.csv', 'every play, one a line, oldest first; opens in any spreadsheet'],
    ['plays.json', 'the same with everything that belongs to it; Audiospective can import this file again'],
    ...Object.values(HELD_TABLES).map(({ file, about }): [string, string] => [file, about]),
  ];
  const width = Math.max(...files.map(([name]) => name.length)) + 2;
  return [
    'Everything that Audiospective holds about one listener',
    '',
    `Listener:    ${listener.name} (Spotify id ${listener.spotifyId})`,
    `Made at:     ${at.toISOString()}`,
    `Time zone:   ${range.timeZone}`,
    '',
    'The files',
    '',
    ...files.map(([name, about]) => `${name.padEnd(width)}${about}`),
    '',
    'How to read them',
    '',
    'All files are UTF-8. JSON files can be opened with any text editor or browser; what is played_at in the table is',
    'playedAt there. Instants are ISO 8601; those that end in Z or +00:00 are UTC. Times ending in _ms or Ms are',
    'milliseconds. played_at is the moment at which a play ended. ms_played is what Spotify reported; where it is missing,',
    'listened_ms is an estimate: no longer than the track, and no longer than the time since the play before. sources says',
    'who reported a play: poll is the list of recent plays of Spotify, extended_history and account_data are files of',
    'Spotify that you imported. reason_start and reason_end are the words of Spotify for how a play began and ended. counted',
    'is false where a play was too short to count, or is left out of statistics: exclusions.json says what is.',
    '',
    'In plays.csv a text that begins with = + - @ or an apostrophe has an apostrophe in front, so that no spreadsheet runs',
    'it as a formula. Take one apostrophe off to have the text as it is.',
    '',
    'What is not here',
    '',
    'The keys to your Spotify account and of your sign-ins: anyone who has them could act for you. Figures such as totals and',
    'top lists: they are calculated from the plays, and follow from them.',
    '',
  ].join('\r\n');
}
