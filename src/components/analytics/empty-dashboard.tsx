import { intervalLabel, lastSyncTitle } from '@/components/archival/archive-labels';
import { LastSync } from '@/components/archival/last-sync';
import { delayLabel } from '@/components/archival/next-sync-label';
import { NextSyncTime } from '@/components/archival/next-sync-time';
import { HeroFigure } from '@/components/ui/hero-figure';
import type { ArchiveState } from '@/lib/shared/analytics/dashboard';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import type { ReaderFormat } from '@/lib/shared/format';

interface EmptyDashboardProps {
  archive: ArchiveState;
  now: Date;
  format: ReaderFormat;
}

/** Shown before the first play is saved: the result of the last sync and the time of the next one. */
export function EmptyDashboard({ archive, now, format }: EmptyDashboardProps) {
  return (
    <HeroFigure figure={format.number(0)} unit="plays">
      <Found archive={archive} now={now} format={format} />{' '}
      <Next archive={archive} now={now} format={format} />
    </HeroFigure>
  );
}

function Found({ archive, now, format }: EmptyDashboardProps) {
  const { lastPolledAt } = archive;
  if (!lastPolledAt)
    return `The first sync fetches up to ${format.number(REMEMBERED_PLAYS)} of your latest plays.`;
  return (
    <>
      {lastSyncTitle(archive)} <LastSync at={lastPolledAt} made={now.toISOString()} locale={format.locale} />:
      Spotify had no plays yet.
    </>
  );
}

function Next({ archive, now, format }: EmptyDashboardProps) {
  const { nextSync, everyMinutes, lastPolledAt } = archive;
  if (nextSync.at === null) return 'Reconnect Spotify to start your archive.';
  const delay = delayLabel(nextSync, now, format);
  if (delay) return delay;
  return (
    <>
      {lastPolledAt ? 'Play something: the' : 'The'} next sync is {nextSync.by ? '' : 'at '}
      <NextSyncTime archive={archive} now={now} format={format} />, and then{' '}
      {intervalLabel(everyMinutes, format.locale)}.
    </>
  );
}
