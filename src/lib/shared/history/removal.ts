/** How long a removal can be undone. Its plays stay known afterwards, so that nothing brings them back. */
export const UNDO_DAYS = 30;

/** Plays that a listener removed in one go. Instants are ISO 8601 UTC. */
export interface Removal {
  id: number;
  /** What was removed, e.g. “All plays of Ada”. */
  label: string;
  plays: number;
  /** When the first and the last of the plays ended; null without plays. */
  from: string | null;
  to: string | null;
  removedAt: string;
  /** Null once it can no longer be undone. */
  undoUntil: string | null;
}

/** What can be removed: one play, the listening session that it belongs to, or every play of an artist. */
export type RemovalChoice =
  | { what: 'play' | 'session'; playedAt: Date; trackId: number }
  | { what: 'artist'; artistId: number };

/** What a choice would remove. */
export interface RemovalPreview {
  /** As the removal will be named. */
  label: string;
  plays: number;
  from: string;
  to: string;
}
