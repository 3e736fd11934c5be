import { MINUTE } from '@/lib/shared/time';
import type { LifePlay } from './life';
import { titleAt } from './polls';
import type { Random } from './random';

/** A row as Spotify's extended history has it, in the parts that are read. */
export interface ExtendedRow {
  ts: string;
  ms_played: number;
  master_metadata_track_name: string;
  master_metadata_album_artist_name: string;
  master_metadata_album_album_name: string | null;
  spotify_track_uri: string;
  reason_start: string;
  reason_end: string;
  skipped: boolean;
  offline: boolean;
  offline_timestamp: number | null;
  incognito_mode: boolean;
}

/** A row as Spotify's account data has it. */
export interface AccountRow {
  endTime: string;
  artistName: string;
  trackName: string;
  msPlayed: number;
}

/** A row and the play that it tells of. */
export interface Reported<Row> {
  play: LifePlay;
  row: Row;
}

/** The extended history up to a moment: cut into files, some rows and files twice, in any order. */
export function historyFiles(
  random: Random,
  life: readonly LifePlay[],
  at: number,
): Reported<ExtendedRow>[][] {
  const inMilliseconds = random.chance(0.3);
  const rows = life
    .filter(({ knownAt }) => knownAt <= at)
    .map((play) => ({ play, row: spelledOtherwise(random, extendedRow(play, at, inMilliseconds)) }));
  const repeats = rows.flatMap(({ play, row }) => {
    const mayRepeat = random.chance(0.08) && isAlone(play, life);
    return mayRepeat ? [{ play, row: later(row, random.between(0, 3)) }] : [];
  });
  const all = [...rows, ...repeats].sort((a, b) => a.row.ts.localeCompare(b.row.ts));
  const files = cut(random, random.chance(0.3) ? random.shuffled(all) : all);
  return random.shuffled(files.flatMap((file) => (random.chance(0.2) ? [file, file] : [file])));
}

function extendedRow(play: LifePlay, at: number, inMilliseconds: boolean): ExtendedRow {
  const { inFiles, start, skipped, isOffline } = play;
  return {
    ts: isoSeconds(play.knownAt),
    ms_played: play.msPlayed,
    master_metadata_track_name: titleAt(play.recording, inFiles, at),
    master_metadata_album_artist_name: inFiles.albumArtist,
    master_metadata_album_album_name: inFiles.album,
    spotify_track_uri: `spotify:track:${inFiles.id}`,
    reason_start: 'trackdone',
    reason_end: skipped ? 'fwdbtn' : 'trackdone',
    skipped,
    offline: isOffline,
    offline_timestamp: inMilliseconds ? start : Math.floor(start / 1_000),
    incognito_mode: play.isPrivate,
  };
}

/** Some rows as older exports, other systems and tools write them: the same play. */
function spelledOtherwise(random: Random, row: ExtendedRow): ExtendedRow {
  const title = row.master_metadata_track_name;
  return {
    ...row,
    ts: random.chance(0.1) ? row.ts.replace('T', ' ').replace('Z', ' UTC') : row.ts,
    master_metadata_track_name: random.chance(0.2) ? `${title.normalize('NFD').toUpperCase()} ` : title,
    master_metadata_album_album_name: random.chance(0.1) ? null : row.master_metadata_album_album_name,
  };
}

/** Not in a loop: a repeated row of a loop cannot be told from its next play. */
function isAlone(play: LifePlay, life: readonly LifePlay[]): boolean {
  const reach = 2 * play.msPlayed + MINUTE;
  const isNear = (other: LifePlay) => other !== play && Math.abs(other.end - play.end) < reach;
  return play.msPlayed > 10_000 && !life.some((other) => other.recording === play.recording && isNear(other));
}

/** The same play reported again, some seconds later. */
function later(row: ExtendedRow, seconds: number): ExtendedRow {
  return { ...row, ts: isoSeconds(Date.parse(row.ts) + seconds * 1_000) };
}

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

function cut<T>(random: Random, items: readonly T[]): T[][] {
  const files: T[][] = [];
  for (let from = 0; from < items.length; ) {
    const to = from + random.between(1, items.length);
    files.push(items.slice(from, to));
    from = to;
  }
  return files;
}

/** A shorter play may have been played in both of two minutes that follow each other. */
const TOLD_IN_TWO_MINUTES = 125_000;

/**
 * The account data up to a moment, some plays twice. It has no ids: of a track that is renamed, or has two names, nobody can tell
 * what a file means. Of plays that share track, minute and played time it does not tell how many there were.
 */
export function accountFile(random: Random, life: readonly LifePlay[], at: number): Reported<AccountRow>[] {
  const hasOneName = ({ name, renamed, releases }: LifePlay['recording']) =>
    renamed === null && releases.every(({ title }) => title.startsWith(name));
  const known = life.filter(({ knownAt, recording }) => knownAt <= at && hasOneName(recording));
  return known
    .filter((play) => !known.some((other) => other !== play && isAlikeInAccount(play, other)))
    .flatMap((play) => {
      const mayRepeat = random.chance(0.1) && play.msPlayed > TOLD_IN_TWO_MINUTES && isAlone(play, life);
      const ends = mayRepeat ? [play.end, play.end + random.between(0, 3_000)] : [play.end];
      return ends.map((end) => ({ play, row: accountRow(play, end, at) }));
    });
}

const accountRow = ({ recording, inFiles, msPlayed }: LifePlay, end: number, at: number): AccountRow => ({
  endTime: new Date(end).toISOString().slice(0, 16).replace('T', ' '),
  artistName: inFiles.albumArtist,
  trackName: titleAt(recording, inFiles, at),
  msPlayed,
});

const isAlikeInAccount = (a: LifePlay, b: LifePlay): boolean =>
  a.recording === b.recording &&
  Math.floor(a.end / MINUTE) === Math.floor(b.end / MINUTE) &&
  Math.abs(a.msPlayed - b.msPlayed) <= 1_000;
