/** A report as its owner sees it in a list. Instants are ISO 8601 UTC. */
export interface SharedReport {
  shareId: string;
  /** Where anyone reads it. */
  url: string;
  title: string;
  description: string | null;
  /** A preset, `YYYY-MM-DD..YYYY-MM-DD`, or one of these with an open end. */
  dateRange: string;
  /** Views by others than the owner and known robots, as far as they reached the server. */
  views: number;
  /** False: only the owner sees it, until it is made public again. */
  isPublic: boolean;
  /** Whether search engines may list it. */
  isIndexable: boolean;
  /** Null: until it is revoked. */
  expiresAt: string | null;
  createdAt: string;
}
