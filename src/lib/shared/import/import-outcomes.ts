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
  /** A duplicate of another row in the file, or of a time that a more exact file of the zip covers. */
  'repeated',
  /** Listened to for less than 30 seconds, which Spotify does not count as a play. */
  'tooShort',
  /** Played in a private session, which the listener chose not to import. */
  'privateSession',
  'podcast',
  'audiobook',
  /** Names no Spotify track, or no known track. */
  'noTrack',
  /** Ended before Spotify began, in the future or on a day with more plays than any day, was longer than a day, or has a text that is no name. */
  'outOfBounds',
  'unreadable',
] as const;

export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];
export type ImportCounts = Record<ImportOutcome, number>;
