import { plural } from '@/lib/shared/plural';

/** Why an item that Spotify listed among the plays is not a play of the archive. */
export const REJECTED_REASONS = [
  'no_track',
  'local_file',
  'episode',
  'unreadable',
  'out_of_bounds',
  'same_moment',
  'unstorable',
] as const;
export type RejectedReason = (typeof REJECTED_REASONS)[number];

/** "3 items could not be read" */
export const rejectedItemsLabel = (items: number): string =>
  `${items} ${plural(items, 'item')} could not be read`;
