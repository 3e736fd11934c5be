/** Totals of one listener, as GET /api/stats answers them. Times are ISO 8601 UTC. */
export interface Stats {
  totalPlays: number;
  uniqueTracks: number;
  uniqueArtists: number;
  uniqueAlbums: number;
  /** Milliseconds. An estimate where Spotify did not report how long a play lasted. */
  listeningTimeMs: number;
  /** True when at least one play's listening time is an estimate. */
  isEstimate: boolean;
  /** Null until the first play is saved. */
  firstPlayAt: string | null;
  lastPlayAt: string | null;
}
