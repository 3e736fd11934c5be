import { intervalLabel } from '@/components/archival/archive-labels';
import { HeroFigure } from '@/components/ui/hero-figure';
import type { ArchiveState, Connection } from '@/lib/shared/analytics/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { relativeTime } from '@/lib/shared/relative-time';

interface EmptyDashboardProps {
  archive: ArchiveState;
  connection: Connection;
  now: Date;
  format: ReaderFormat;
}

/** Shown before the first play is saved: the result of the last sync and the time of the next one. */
export function EmptyDashboard({ archive, connection, now, format }: EmptyDashboardProps) {
  return (
    <HeroFigure figure="0" unit="plays so far">
      {found(archive, now)} {next(archive, connection, format)}
    </HeroFigure>
  );
}

function found(archive: ArchiveState, now: Date): string {
  if (!archive.lastPolledAt) return 'The first sync fetches up to 50 of your latest plays.';
  return `The last sync was ${relativeTime(archive.lastPolledAt, now)}, and Spotify had no plays yet.`;
}

function next(archive: ArchiveState, connection: Connection, format: ReaderFormat): string {
  if (connection.state === 'needs_reconnect') return 'Reconnect Spotify to start your archive.';
  if (archive.pausedUntil) {
    return `Spotify asked us to slow down until ${format.dayAndTime(archive.pausedUntil)}.`;
  }
  const when = `${format.time(archive.nextPollAt)}, and then ${intervalLabel(archive.everyMinutes)}`;
  return archive.lastPolledAt
    ? `Play something: the next sync is at ${when}.`
    : `The next sync is at ${when}.`;
}
