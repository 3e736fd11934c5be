import type { ArchiveState } from '@/lib/shared/analytics/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { delayLabel } from './next-sync-label';

interface DelayNoteProps {
  archive: ArchiveState;
  now: Date;
  format: ReaderFormat;
}

/** Why the next sync is later than the schedule says; nothing where it is not. */
export function DelayNote({ archive, now, format }: DelayNoteProps) {
  const text = delayLabel(archive.nextSync, now, format);
  if (text === null) return null;
  return <p className="rounded-[10px] border border-line bg-card px-4 py-3 text-sm">{text}</p>;
}
