import type { z } from 'zod';
import type { NamedText } from '@/lib/shared/named-text';
import type { RemovalList as listSchema, Removal as schema } from './removal-schema';

/** How long a removal can be undone. Its plays stay known afterwards, so that nothing brings them back. */
export const UNDO_DAYS = 30;

/** Plays that a listener removed in one go. Instants are ISO 8601 UTC. */
export type Removal = z.output<typeof schema>;

/** A page of them, newest first. */
export type RemovalList = z.output<typeof listSchema>;

/** What can be removed: one play, the listening session that it belongs to, or every play of an artist. */
export type RemovalChoice =
  | { what: 'play' | 'session'; playedAt: Date; trackId: number }
  | { what: 'artist'; artistId: number };

/** What a choice would remove. */
export interface RemovalPreview {
  /** As the removal will be named. */
  label: NamedText;
  plays: number;
  from: string;
  to: string;
}
