import { PageLink } from '@/components/ui/page-link';
import type { ArchiveState } from '@/lib/shared/analytics/dashboard';
import { canSyncNow } from '@/lib/shared/archival/next-sync';
import type { ReaderFormat } from '@/lib/shared/format';
import { delayLabel, pauseLabel, RESUMES } from './next-sync-label';

interface DelayNoteProps {
  archive: ArchiveState;
  now: Date;
  format: ReaderFormat;
}

/** Why the next sync is later than the schedule says; nothing where it is not. The button may be far below: it leads to one. */
export function DelayNote({ archive: { nextSync }, now, format }: DelayNoteProps) {
  const pause = pauseLabel(nextSync, now, format);
  if (pause === null) return null;
  return (
    <p className="rounded-[10px] border border-line bg-card px-4 py-3 text-sm">
      {canSyncNow(nextSync) ? (
        <>
          {pause}. {RESUMES} You can also <PageLink href="/test#sync-now">try now</PageLink>.
        </>
      ) : (
        delayLabel(nextSync, now, format)
      )}
    </p>
  );
}
