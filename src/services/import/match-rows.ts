import type { ImportedRow } from '@/lib/import/imported-row';
import { MINUTE, SECOND } from '@/lib/shared/time';

/** A play of the archive that rows are compared with. */
export interface KnownPlay {
  /** End of the play, ms UTC. */
  at: number;
  trackId: number;
  track: string;
  name: string;
  artists: string[];
  msPlayed: number | null;
  source: 'poll' | 'import';
}

/** The outcome of a row. An `added` row without a track still has to be looked up by its names. */
export type Decision =
  | { outcome: 'added' | 'alreadyKnown' | 'repeated' | 'tooShort' }
  | { outcome: 'enriched'; play: KnownPlay };

/** Spotify lists no play shorter than this, so counting them from a file would inflate its years. */
const SHORTEST_PLAY = 30 * SECOND;

/** Both sides record the end of a play; they have been seen this far apart. */
const APART = MINUTE;

/**
 * Decides the outcome of each row, given the known plays of the same time. A row matches a play of the same track within
 * a minute; the nearest pairs are matched first, and each row and each play only once. Two plays from one source never
 * match: they are two plays. docs/decisions/0010-imports.md says why.
 */
export function matchRows(rows: readonly ImportedRow[], known: readonly KnownPlay[]): Decision[] {
  const repeated = repeatedRows(rows);
  const free = { rows: new Set(rows.keys()), plays: new Set(known.keys()) };
  for (const index of repeated) free.rows.delete(index);
  const matches = new Map<number, KnownPlay>();
  const sameTrack = indexBy(known, (play) => [play.track]);
  join(rows, known, free, matches, (row) => (row.track === null ? [] : (sameTrack.get(row.track) ?? [])));
  // One recording has several ids, and account data has none.
  const sameName = indexBy(known, (play) => play.artists.map((artist) => nameKey(play.name, artist)));
  join(rows, known, free, matches, (row) => sameName.get(nameKey(row.name, row.artist)) ?? []);
  return rows.map((row, index) => decide(row, matches.get(index), repeated.has(index)));
}

const nameKey = (track: string, artist: string): string => `${track.toLowerCase()}\n${artist.toLowerCase()}`;

function decide(row: ImportedRow, play: KnownPlay | undefined, isRepeated: boolean): Decision {
  if (isRepeated) return { outcome: 'repeated' };
  if (play) {
    const teaches = play.msPlayed === null && row.msPlayed !== null;
    return teaches ? { outcome: 'enriched', play } : { outcome: 'alreadyKnown' };
  }
  // In another archive's export it was already counted as a play.
  const isShort = row.precision !== 1 && row.msPlayed !== null && row.msPlayed < SHORTEST_PLAY;
  return { outcome: isShort ? 'tooShort' : 'added' };
}

/** Of rows with the same track and time, keeps the longest. */
function repeatedRows(rows: readonly ImportedRow[]): Set<number> {
  const longest = new Map<string, number>();
  const repeated = new Set<number>();
  for (const [index, row] of rows.entries()) {
    const key = `${row.at} ${row.track ?? nameKey(row.name, row.artist)}`;
    const before = longest.get(key);
    const isLonger = before === undefined || (row.msPlayed ?? -1) > (rows[before]?.msPlayed ?? -1);
    if (before !== undefined) repeated.add(isLonger ? before : index);
    if (isLonger) longest.set(key, index);
  }
  return repeated;
}

/** Matches unmatched rows with unmatched plays, nearest pairs first. */
function join(
  rows: readonly ImportedRow[],
  known: readonly KnownPlay[],
  free: { rows: Set<number>; plays: Set<number> },
  matches: Map<number, KnownPlay>,
  candidatesOf: (row: ImportedRow) => readonly number[],
): void {
  const pairs: { row: number; play: number; apart: number }[] = [];
  for (const index of free.rows) {
    const row = rows[index];
    if (!row) continue;
    for (const candidate of candidatesOf(row)) {
      const play = known[candidate];
      if (play && free.plays.has(candidate) && mayBeOne(row, play))
        pairs.push({ row: index, play: candidate, apart: Math.abs(play.at - row.at) });
    }
  }
  pairs.sort((a, b) => a.apart - b.apart || a.row - b.row || a.play - b.play);
  for (const { row, play } of pairs) {
    const match = known[play];
    if (!match || !free.rows.has(row) || !free.plays.has(play)) continue;
    free.rows.delete(row);
    free.plays.delete(play);
    matches.set(row, match);
  }
}

function mayBeOne(row: ImportedRow, play: KnownPlay): boolean {
  if (row.at === play.at && row.track === play.track) return true;
  const apart = Math.abs(row.at - play.at);
  if (row.source !== play.source) return apart <= APART + (row.precision === MINUTE ? MINUTE : 0);
  // Account data has the minute in which a play ended; the extended history has the same play to the second.
  if (row.precision === 1 || row.source === 'poll' || row.msPlayed !== play.msPlayed) return false;
  const minute = row.precision === MINUTE ? row.at : play.at;
  const later = row.precision === MINUTE ? play.at : row.at;
  return minute % MINUTE === 0 && later >= minute && later - minute < MINUTE;
}

function indexBy(known: readonly KnownPlay[], keysOf: (play: KnownPlay) => string[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [position, play] of known.entries()) {
    for (const key of keysOf(play)) {
      const list = index.get(key);
      if (list) list.push(position);
      else index.set(key, [position]);
    }
  }
  return index;
}
