import { cookies } from 'next/headers';
import { DashboardView } from '@/components/analytics/dashboard-view';
import { LivePlays } from '@/components/archival/live-plays';
import { openTableOf } from '@/components/charts/table-link';
import { DemoNote } from '@/components/shell/demo-note';
import { deps, statisticsDeps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { SEEN_GAPS_COOKIE, unseenGaps } from '@/lib/shared/archival/seen-gaps';
import { requireUser } from '@/middleware/session';
import { getDashboard, getDashboardStatistics } from '@/services/analytics-service';
import { liveStateOf } from '@/services/archival/live-events';
import { oneOf, ownRange, readRange } from '../../page-range';
import { RangeControls } from '../../range-controls';
import { rangeMetadata } from '../../range-metadata';
import { readerFormat } from '../../reader';

export const generateMetadata = ({ searchParams }: PageProps<'/dashboard'>) =>
  rangeMetadata('Dashboard', searchParams);

export default async function DashboardPage({ searchParams }: PageProps<'/dashboard'>) {
  const user = await requireUser();
  const [found, shown] = await Promise.all([getDashboard(deps(), user.id), liveStateOf(deps(), user.id)]);
  const seenUntil = (await cookies()).get(SEEN_GAPS_COOKIE)?.value;
  const dashboard = { ...found, openGaps: unseenGaps(found.openGaps, seenUntil) };
  const { archive, totals } = dashboard;
  const format = await readerFormat();
  const now = deps().clock.now();
  const today = format.dayKey(now.toISOString());
  const firstDay = totals ? format.dayKey(totals.firstPlayAt) : today;
  const asked = await searchParams;
  const { range, problem } = readRange(asked, ownRange(firstDay, today));
  const openTable = openTableOf(oneOf(asked.table));
  const statistics = totals ? await getDashboardStatistics(statisticsDeps(), user, range) : null;
  const share = statistics?.comparison.current.plays ? ({ about: 'listening' } as const) : undefined;
  const picker = (
    <RangeControls path="/dashboard" range={range} problem={problem} format={format} share={share} />
  );
  return (
    <>
      {env().demo ? <DemoNote everyMinutes={archive.everyMinutes} locale={format.locale} /> : null}
      <DashboardView
        dashboard={dashboard}
        statistics={statistics}
        picker={picker}
        openTable={openTable}
        now={now}
        format={format}
      />
      {shown ? <LivePlays shown={shown} /> : null}
    </>
  );
}
