import type { ArchiveState } from '@/lib/shared/analytics/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { LiveNextSync } from './live-next-sync';
import { nextSyncLabel } from './next-sync-label';

interface NextSyncTimeProps {
  archive: ArchiveState;
  now: Date;
  format: ReaderFormat;
}

/** When the next sync is. What only the schedule decides goes on by itself while the page is open. */
export function NextSyncTime({ archive: { nextSync, everyMinutes }, now, format }: NextSyncTimeProps) {
  const label = nextSyncLabel(nextSync, now, format);
  if (nextSync.waitsFor !== 'schedule') return label;
  const reader = { locale: format.locale, timeZone: format.timeZone };
  return (
    <LiveNextSync
      at={nextSync.by ?? nextSync.at}
      isSpread={nextSync.by !== undefined}
      made={now.toISOString()}
      label={label}
      everyMinutes={everyMinutes}
      reader={reader}
    />
  );
}
