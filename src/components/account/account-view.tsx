import type { ReactNode } from 'react';
import { ConnectionBanner } from '@/components/archival/connection-banner';
import { RejectedItemsCard } from '@/components/archival/rejected-items-card';
import { Card } from '@/components/ui/card';
import { PageTitle } from '@/components/ui/page-title';
import { LOCALES } from '@/lib/shared/account/account';
import type { Account } from '@/lib/shared/account/account-schema';
import type { ReaderFormat } from '@/lib/shared/format';
import { nameFormatter } from '@/lib/shared/formatters';
import { ConnectionCard, DeleteAccountCard, ProfileCard } from './account-cards';
import { CountingCard } from './counting-card';
import { DisplaySettings } from './display-settings';
import { SessionList } from './session-list';

interface AccountViewProps {
  account: Account;
  /** The setting of the time zone. */
  timeZone: ReactNode;
  /** The list of shared reports. */
  shares: ReactNode;
  exportCard: ReactNode;
  /** The access tokens and the badge. */
  plugIn: ReactNode;
  /** What the listener leaves out of statistics, and what they removed. */
  leftOut: ReactNode;
  now: Date;
  format: ReaderFormat;
}

/** The account page, ordered by use: connection and profile, reports and export, settings, sessions, what was left out. */
export function AccountView(props: AccountViewProps) {
  const { account, timeZone, shares, exportCard, plugIn, leftOut, now, format } = props;
  const { sessions, settings } = account;
  return (
    <>
      <PageTitle title="Account">Your profile, settings, data and sessions.</PageTitle>
      <Contents />
      <ConnectionBanner connection={account.connection} format={format} />
      <Columns>
        <ProfileCard account={account} format={format} />
        <ConnectionCard account={account} format={format} />
        {exportCard}
        <Card id="shares" title="Shared reports">
          {shares}
        </Card>
        <Settings {...{ settings, timeZone, now, format }} />
      </Columns>
      <Card
        id="sessions"
        title="Signed in"
        note={`${format.count(sessions.length, 'browser')}; each stays signed in for 30 days after its last visit`}
      >
        <SessionList sessions={sessions} now={now} format={format} />
      </Card>
      {plugIn}
      {leftOut}
      <RejectedItemsCard counts={account.rejectedItems} format={format} />
      <DeleteAccountCard />
    </>
  );
}

const CONTENTS = [
  ['connection', 'Connection'],
  ['export', 'Export'],
  ['shares', 'Shared reports'],
  ['display', 'Display'],
  ['time-zone', 'Time zone'],
  ['counting', 'Which plays count'],
  ['sessions', 'Signed in'],
  ['tokens', 'Access tokens'],
  ['badge', 'Badge'],
  ['exclusions', 'Left out'],
  ['removed-plays', 'Removed plays'],
  ['delete', 'Delete account'],
] as const;

/** What is on this long page. */
const Contents = () => (
  <nav aria-label="On this page" className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-soft">
    {CONTENTS.map(([id, name]) => (
      <a key={id} href={`#${id}`} className="py-1">
        {name}
      </a>
    ))}
  </nav>
);

type SettingsProps = Pick<AccountViewProps, 'timeZone' | 'now' | 'format'> & Pick<Account, 'settings'>;

const Settings = ({ settings, timeZone, now, format }: SettingsProps) => (
  <>
    <Card id="display" title="Display">
      <DisplaySettings
        settings={settings}
        locales={namedLocales()}
        sample={`${format.number(12_345.6)} · ${format.dayAndTime(now.toISOString())}`}
      />
    </Card>
    <Card id="time-zone" title="Time zone">
      {timeZone}
    </Card>
    <CountingCard countsFromMs={settings.countsFromMs} />
  </>
);

/** Cards one below another, in two columns where there is room: none leaves a hole beside a taller one. */
const Columns = ({ children }: { children: ReactNode }) => (
  <div className="gap-5 *:break-inside-avoid [&>*+*]:mt-4 two:[&>*+*]:mt-5 wide:columns-2">{children}</div>
);

/** Named in English, like the rest of the page, and sorted by name. */
function namedLocales() {
  const names = nameFormatter('en-GB', { type: 'language', languageDisplay: 'standard' });
  return LOCALES.map((tag) => ({ tag, name: names.of(tag) ?? tag })).sort((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  );
}
