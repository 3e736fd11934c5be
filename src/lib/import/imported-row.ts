/** A row of a file that names a track, reduced to what the archive stores. Never an address or a device. */
export interface ImportedRow {
  /** End of the play, ms UTC. */
  at: number;
  /** How exactly `at` is known, in ms: 1, a second, or a minute. */
  precision: 1 | 1_000 | 60_000;
  /** Spotify's id of the track; null where the file has only its name. */
  track: string | null;
  name: string;
  artist: string;
  album: string | null;
  msPlayed: number | null;
  skipped: boolean | null;
  /** How the play was recorded: another archive may have polled it. */
  source: 'poll' | 'import';
  context: { type: string; uri: string } | null;
}

/** Why a row is not a play for the archive. */
export type RowRefusal = 'privateSession' | 'podcast' | 'audiobook' | 'noTrack' | 'unreadable';

export type ReadRow = { row: ImportedRow } | { refused: RowRefusal };
