/** In characters: long enough for any name that one types. */
export const LONGEST_QUERY = 100;
