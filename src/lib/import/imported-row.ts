import type { PlaySource } from '@/lib/history/play-source';

/** A row of a file that names a track, reduced to what the archive stores. Never an address or a device. */
export interface ImportedRow {
  /** End of the play, ms UTC; of one that was played offline, by its own start where the file has it. */
  at: number;
  /** Which sources report the play, and when it ended by each: a file of Spotify's is one, our own export has all of them. */
  reports: { source: PlaySource; at: number }[];
  /** Spotify's id of the track; null where the file has only its name. */
  track: string | null;
  /** The entry of our own export's list of tracks; absent for files of Spotify's. */
  entry?: string;
  name: string;
  artist: string;
  album: string | null;
  msPlayed: number | null;
  skipped: boolean | null;
  context: { type: string; uri: string } | null;
  /** Whether it was played without a connection; null where the file does not say. */
  offline: boolean | null;
  /** When a play without a connection began, ms UTC, as the file says it; null where it does not. */
  offlineTimestamp: number | null;
  /** Why the play began and ended, in Spotify's words, e.g. `trackdone`; null where the file does not say. */
  reasonStart: string | null;
  reasonEnd: string | null;
  /** Where the row stands: the file's place in `Chunk.files`, and its number in the file, from 1. */
  place: { file: number; row: number };
}

/** Why a row is not a play for the archive; `repeated`: a more exact file of the upload covers its time. */
export type RowRefusal =
  | 'repeated'
  | 'privateSession'
  | 'podcast'
  | 'audiobook'
  | 'noTrack'
  | 'outOfBounds'
  | 'unreadable';

/** A row as a format's reader gives it; its place is added by who counts the rows. */
export type ReadRow =
  | {
      row: Omit<ImportedRow, 'place'>;
      /** When Spotify learned of the play, ms UTC. */
      writtenAt: number;
      /** Whether the file says more of the play, in a way that no play has. */
      lacksDetail?: boolean;
    }
  | { refused: RowRefusal };
