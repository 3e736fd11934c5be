import type { NextSync } from '@/lib/shared/archival/next-sync';
import type { ReaderFormat } from '@/lib/shared/format';

/** "15:00"; with its day where that is not today; "after you reconnect". */
export function nextSyncLabel({ at }: NextSync, now: Date, format: ReaderFormat): string {
  return at === null ? 'after you reconnect' : momentLabel(at, now, format);
}

/** Why the next sync is later than the schedule says; null where it is not. */
export function delayLabel(next: NextSync, now: Date, format: ReaderFormat): string | null {
  switch (next.waitsFor) {
    case 'spotify':
      return `Spotify asked us to slow down until ${momentLabel(next.until, now, format)}. Your plays are safe, and syncing resumes by itself.`;
    case 'errors':
      return `Sync is paused after repeated errors until ${momentLabel(next.until, now, format)}. Press “Sync now” to try again before that.`;
    default:
      return null;
  }
}

/** The time of a moment; with its day where that is not today. */
export const momentLabel = (iso: string, now: Date, format: ReaderFormat): string =>
  format.dayKey(iso) === format.dayKey(now.toISOString()) ? format.time(iso) : format.dayAndTime(iso);
