/** The longest length from which on a play may count, in seconds. */
export const LONGEST_COUNTS_FROM_S = 600;

/** As Spotify counts. */
export const DEFAULT_COUNTS_FROM_S = 30;
