/** What an imported file was: Spotify's extended streaming history, its short account data, or our own export. */
export type ImportFormat = 'extended_history' | 'account_data' | 'audiospective';

/** Every row of a file ends as exactly one of these. */
export const IMPORT_OUTCOMES = [
  /** A play that was not in the archive before. */
  'added',
  /** A play that is in the archive already, with the same details. */
  'alreadyKnown',
  /** A play that the listener removed: it stays removed. */
  'removed',
  /** A polled play that got its listened time. */
  'enriched',
  /** A duplicate of another row in the file. */
  'repeated',
  /** Listened to for less than 30 seconds, which Spotify does not count as a play. */
  'tooShort',
  /** Played in a private session, which the listener chose not to import. */
  'privateSession',
  'podcast',
  'audiobook',
  /** Names no Spotify track, or no known track. */
  'noTrack',
  /** Ended before Spotify began or in the future, was longer than a day, or has a text that is no name. */
  'outOfBounds',
  'unreadable',
] as const;

export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];
export type ImportCounts = Record<ImportOutcome, number>;

/** Why a file inside an uploaded zip was not read. */
export type PassedOverReason =
  | 'encrypted'
  | 'unknownCompression'
  | 'zipInside'
  | 'notJson'
  | 'unreadable'
  | 'podcasts'
  | 'audiobooks'
  | 'noHistory'
  | 'noRows'
  /** Another file of the zip tells of the same plays, and more exactly. */
  | 'lessExact'
  /** A second export of Audiospective: each is imported on its own. */
  | 'secondExport';

export interface PassedOver {
  name: string;
  reason: PassedOverReason;
}

/** An imported file, as pages and the API show it; times are ISO 8601 UTC. `status` always ends. */
export interface ImportJobView {
  id: number;
  fileName: string;
  fileBytes: number;
  format: ImportFormat;
  status: 'reading' | 'queued' | 'running' | 'succeeded' | 'failed';
  createdAt: string;
  finishedAt: string | null;
  /** `rowsDone` is the sum of all counts. */
  rowsTotal: number;
  rowsDone: number;
  counts: ImportCounts;
  /** Gaps of the archive that the file filled. */
  gapsClosed: number;
  /** The period that the file's plays span. */
  firstPlayAt: string | null;
  lastPlayAt: string | null;
  /** A stable code: timed_out, or interrupted for an upload that broke off. */
  failure: string | null;
  /** Sentences for the listener, e.g. what in the file could not be read. */
  errors: string[];
  /** Files inside the uploaded zip that were not read; at most 100. */
  passedOver: PassedOver[];
}
