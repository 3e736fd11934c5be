import type { Metadata } from 'next';
import { AccountView } from '@/components/account/account-view';
import { BadgeCard } from '@/components/account/badge-card';
import { TimeZoneSetting } from '@/components/account/time-zone-setting';
import { TokenCard } from '@/components/account/token-card';
import { ExportCard } from '@/components/export/export-card';
import { ExclusionsCard } from '@/components/history/exclusions-card';
import { RemovedPlays } from '@/components/history/removed-plays';
import { NewestReports } from '@/components/share/report-list';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { currentSessionToken, requireUser } from '@/middleware/session';
import { listTokens } from '@/services/account/access-tokens';
import { getBadge } from '@/services/account/badge';
import { getAccount } from '@/services/account/manage-account';
import { getTimeZone } from '@/services/analytics/change-time-zone';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { listExclusions } from '@/services/history/exclusions';
import { listRemovals } from '@/services/history/remove-plays';
import { listShareReports } from '@/services/share-service';
import { fromCursor } from '../../from-cursor';
import { eachOnce } from '../../page-range';
import { readerFormat } from '../../reader';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage({ searchParams }: PageProps<'/me'>) {
  const { cursor } = eachOnce(await searchParams);
  const user = await requireUser();
  const format = await readerFormat();
  const [account, timeZone, reports, removals, exclusions, tokens, badge, check] = await Promise.all([
    getAccount(deps(), user.id, await currentSessionToken()),
    getTimeZone(deps(), user.id),
    listShareReports({ ...deps(), appUrl: env().appUrl }, user.id),
    removalsFrom(user.id, cursor),
    listExclusions(deps(), user.id),
    listTokens(deps(), user.id),
    getBadge({ db: deps().db, appUrl: env().appUrl }, user.id),
    getConnectionCheck(deps(), user.id),
  ]);
  const { archive, hasLeftOut } = check;
  const now = deps().clock.now();
  return (
    <AccountView
      account={account}
      archive={archive}
      now={now}
      format={format}
      timeZone={<TimeZoneSetting state={timeZone} locale={format.locale} />}
      badge={<BadgeCard url={badge.url} format={format} />}
      tokens={<TokenCard tokens={tokens} format={format} />}
      leftOut={<ExclusionsCard list={exclusions} format={format} />}
      removedPlays={<RemovedPlays {...removals} format={format} />}
      shares={<NewestReports reports={reports} now={now} format={format} />}
      exportCard={<ExportCard hasLeftOut={hasLeftOut} locale={format.locale} />}
    />
  );
}

async function removalsFrom(userId: number, cursor: string | undefined) {
  const { page, isWrong } = await fromCursor(cursor, (from) => listRemovals(deps(), userId, from));
  return { list: page, cursor: isWrong ? null : (cursor ?? null), isWrong };
}
