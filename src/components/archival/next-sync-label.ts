import { canSyncNow, type NextSync } from '@/lib/shared/archival/next-sync';
import type { ReaderFormat } from '@/lib/shared/format';

/** "15:00"; "by 16:00" where a round takes its time; with the day where that is not today; "after you reconnect". */
export function nextSyncLabel(next: NextSync, now: Date, format: ReaderFormat): string {
  if (next.at === null) return 'after you reconnect';
  return next.by === undefined
    ? momentLabel(next.at, now, format)
    : `by ${momentLabel(next.by, now, format)}`;
}

/** Why the next sync is later than the schedule says, and until when; null where it is not. */
export function pauseLabel(next: NextSync, now: Date, format: ReaderFormat): string | null {
  switch (next.waitsFor) {
    case 'spotify':
      return `Spotify asked us to slow down until ${momentLabel(next.until, now, format)}`;
    case 'errors':
      return `Sync is paused after repeated errors until ${momentLabel(next.at, now, format)}`;
    default:
      return null;
  }
}

/** The pause that holds for all, without its reason, which stands below. */
export const pauseVerdict = (next: NextSync, now: Date, format: ReaderFormat): string | undefined =>
  next.waitsFor === 'spotify' ? `Sync is paused until ${momentLabel(next.until, now, format)}` : undefined;

/** What is not at risk during a pause, and that nobody has to end it. */
export const RESUMES = 'Your plays are safe, and syncing resumes by itself.';

/** The label of the pause with what to do about it, where “Sync now” stands beside it if that is of any use. */
export function delayLabel(next: NextSync, now: Date, format: ReaderFormat): string | null {
  const pause = pauseLabel(next, now, format);
  if (pause === null) return null;
  return canSyncNow(next) ? `${pause}. ${RESUMES} You can also press “Sync now”.` : `${pause}. ${RESUMES}`;
}

/** The time of a moment; with its day where that is not today. */
const momentLabel = (iso: string, now: Date, format: ReaderFormat): string =>
  format.dayKey(iso) === format.dayKey(now.toISOString()) ? format.time(iso) : format.dayAndTime(iso);
