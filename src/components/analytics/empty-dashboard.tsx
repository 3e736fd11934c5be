import { intervalLabel } from '@/components/archival/archive-labels';
import { delayLabel, nextSyncLabel } from '@/components/archival/next-sync-label';
import { HeroFigure } from '@/components/ui/hero-figure';
import type { ArchiveState } from '@/lib/shared/analytics/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { relativeTime } from '@/lib/shared/relative-time';

interface EmptyDashboardProps {
  archive: ArchiveState;
  now: Date;
  format: ReaderFormat;
}

/** Shown before the first play is saved: the result of the last sync and the time of the next one. */
export function EmptyDashboard({ archive, now, format }: EmptyDashboardProps) {
  return (
    <HeroFigure figure="0" unit="plays so far">
      {found(archive, now)} {next(archive, now, format)}
    </HeroFigure>
  );
}

function found(archive: ArchiveState, now: Date): string {
  if (!archive.lastPolledAt) return 'The first sync fetches up to 50 of your latest plays.';
  return `The last sync was ${relativeTime(archive.lastPolledAt, now)}, and Spotify had no plays yet.`;
}

function next(
  { nextSync, everyMinutes, lastPolledAt }: ArchiveState,
  now: Date,
  format: ReaderFormat,
): string {
  if (nextSync.at === null) return 'Reconnect Spotify to start your archive.';
  const delay = delayLabel(nextSync, now, format);
  if (delay) return delay;
  const when = `${nextSyncLabel(nextSync, now, format)}, and then ${intervalLabel(everyMinutes)}`;
  return lastPolledAt ? `Play something: the next sync is at ${when}.` : `The next sync is at ${when}.`;
}
