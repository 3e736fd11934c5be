/** Spotify tells of so many of the latest plays, and of none before them. */
export const REMEMBERED_PLAYS = 50;
