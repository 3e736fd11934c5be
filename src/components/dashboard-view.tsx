import type { Dashboard } from '@/lib/shared/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { ArchiveCard } from './archive-card';
import { Card } from './card';
import { ConnectionBanner } from './connection-banner';
import { EmptyDashboard } from './empty-dashboard';
import { GapBanner } from './gap-banner';
import { ListeningSummary } from './listening-summary';
import { RecentPlays } from './recent-plays';
import { TopList } from './top-list';

interface DashboardViewProps {
  dashboard: Dashboard;
  now: Date;
  format: ReaderFormat;
}

/** The dashboard below its frame: warnings first, then the figure, then the lists. */
export function DashboardView({ dashboard, now, format }: DashboardViewProps) {
  const { totals, archive, connection, openGaps } = dashboard;
  const moment = { archive, connection, now, format };
  return (
    <>
      <ConnectionBanner connection={connection} format={format} />
      <GapBanner gaps={openGaps} format={format} />
      <div className="grid items-center gap-4 two:gap-5 wide:grid-cols-2">
        {totals ? <ListeningSummary totals={totals} format={format} /> : <EmptyDashboard {...moment} />}
        <ArchiveCard {...moment} keptPlays={totals?.plays ?? 0} />
      </div>
      {totals ? <Listening dashboard={dashboard} now={now} format={format} /> : null}
    </>
  );
}

function Listening({ dashboard, now, format }: DashboardViewProps) {
  return (
    <>
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <Card id="artists" title="Artists" note="Most played, all time">
          <TopList kind="artist" entries={dashboard.topArtists} format={format} />
        </Card>
        <Card id="tracks" title="Tracks" note="Most played, all time">
          <TopList kind="track" entries={dashboard.topTracks} format={format} />
        </Card>
      </div>
      <Card
        id="last-played"
        title="Last played"
        note={`Times are in ${format.timeZone.replaceAll('_', ' ')}`}
      >
        <RecentPlays plays={dashboard.recentPlays} now={now} format={format} />
      </Card>
    </>
  );
}
