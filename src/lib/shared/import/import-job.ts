/** What an imported file was: Spotify's extended streaming history, its short account data, or our own export. */
export type ImportFormat = 'extended_history' | 'account_data' | 'audiospective';

/** Every row of a file ends as exactly one of these. */
export const IMPORT_OUTCOMES = [
  /** A play that was not in the archive before. */
  'added',
  /** A play that was in the archive already, with the same details. */
  'alreadyKnown',
  /** A polled play that learnt how long it was listened to. */
  'enriched',
  /** The same row again, elsewhere in the file. */
  'repeated',
  /** Listened to for less than 30 seconds: Spotify counts no play. */
  'tooShort',
  /** Played in a private session, and the listener left these out. */
  'privateSession',
  'podcast',
  'audiobook',
  /** Names no track of Spotify's, or none that is known by that name. */
  'noTrack',
  'unreadable',
] as const;

export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];
export type ImportCounts = Record<ImportOutcome, number>;

/** An imported file, as pages and the API show it; times are ISO 8601 UTC. `status` always ends. */
export interface ImportJobView {
  id: number;
  fileName: string;
  fileBytes: number;
  format: ImportFormat;
  status: 'queued' | 'running' | 'succeeded' | 'failed';
  createdAt: string;
  finishedAt: string | null;
  /** `rowsDone` is the sum of all counts. */
  rowsTotal: number;
  rowsDone: number;
  counts: ImportCounts;
  /** Gaps of the archive that the file filled. */
  gapsClosed: number;
  /** The stretch of time that the file's plays span. */
  firstPlayAt: string | null;
  lastPlayAt: string | null;
  /** A stable code: timed_out, internal. */
  failure: string | null;
  /** Sentences for the listener, e.g. what in the file could not be read. */
  errors: string[];
}
