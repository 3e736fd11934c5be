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

/** Before the first play is kept: what was found so far, and what happens next without anyone doing anything. */
export function EmptyDashboard({ archive, connection, now, format }: EmptyDashboardProps) {
  return (
    <HeroFigure figure="0" unit="plays so far">
      {found(archive, now)} {next(archive, connection, format)}
    </HeroFigure>
  );
}

function found(archive: ArchiveState, now: Date): string {
  if (!archive.lastPolledAt) return 'The first look at Spotify brings up to your last 50 plays.';
  return `We looked ${relativeTime(archive.lastPolledAt, now)}, and Spotify showed no plays yet.`;
}

function next(archive: ArchiveState, connection: Connection, format: ReaderFormat): string {
  if (connection.state === 'needs_reconnect') return 'Reconnect Spotify and the archive begins.';
  if (archive.pausedUntil) {
    return `Spotify asked us to wait until ${format.dayAndTime(archive.pausedUntil)}; then the looks go on.`;
  }
  const when = `${format.time(archive.nextPollAt)}, and then ${intervalLabel(archive.everyMinutes)}`;
  return archive.lastPolledAt ? `Play something: the next look is at ${when}.` : `The next is at ${when}.`;
}
