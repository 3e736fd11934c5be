import type { ShareList } from '@/lib/shared/share/share-report';

/** What the figures of a list count. */
export function listNote({ by, isOfRange }: Pick<ShareList, 'by' | 'isOfRange'>): string {
  if (!isOfRange) return 'Most played of all time';
  return by === 'time' ? 'By listening time' : 'By plays';
}
