/** A day, month or year of release; Spotify's "0000" says that none is known. */
export const RELEASE_DATE = /^(?!0000)\d{4}(-\d{2}){0,2}$/;
