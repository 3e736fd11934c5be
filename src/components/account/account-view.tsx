import type { ReactNode } from 'react';
import { ConnectionBanner } from '@/components/archival/connection-banner';
import { RejectedItemsCard } from '@/components/archival/rejected-items-card';
import { Card } from '@/components/ui/card';
import { PageTitle } from '@/components/ui/page-title';
import { LOCALES } from '@/lib/shared/account/account';
import type { Account } from '@/lib/shared/account/account-schema';
import type { ArchiveState } from '@/lib/shared/analytics/dashboard';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { nameFormatter } from '@/lib/shared/formatters';
import { ConnectionCard, DeleteAccountCard, ProfileCard } from './account-cards';
import { CountingCard } from './counting-card';
import { DisplaySettings } from './display-settings';
import { SessionList } from './session-list';

interface AccountViewProps {
  account: Account;
  archive: ArchiveState;
  /** The setting of the time zone. */
  timeZone: ReactNode;
  /** The list of shared reports. */
  shares: ReactNode;
  exportCard: ReactNode;
  badge: ReactNode;
  tokens: ReactNode;
  /** What the listener leaves out of statistics. */
  leftOut: ReactNode;
  removedPlays: ReactNode;
  now: Date;
  format: ReaderFormat;
}

/**
 * The account page, ordered by use: connection and profile, export and reports, settings, sessions, what was left out. Only
 * cards whose heights are known beforehand stand beside each other: without a connection its card is a third lower. On paper without the cards that only do something.
 */
export function AccountView(props: AccountViewProps) {
  const { account, archive, shares, exportCard, badge, tokens, leftOut, removedPlays, now, format } = props;
  const isConnected = account.connection.state !== 'needs_reconnect';
  const counting = <CountingCard countsFromMs={account.settings.countsFromMs} />;
  return (
    <>
      <PageTitle title="Account">Your profile, settings, data and sessions.</PageTitle>
      <Contents />
      <ConnectionBanner connection={account.connection} now={now} format={format} />
      <div className={PAIR}>
        <div className={STACK}>
          <ProfileCard account={account} format={format} />
          <ConnectionCard account={account} archive={archive} now={now} format={format} />
        </div>
        <div className={`${STACK} print:hidden`}>
          {exportCard}
          {isConnected ? counting : null}
        </div>
      </div>
      {isConnected ? null : counting}
      <Card id="shares" title="Shared reports">
        {shares}
      </Card>
      <SettingsAndSessions {...props} />
      {badge}
      {tokens}
      {leftOut}
      {removedPlays}
      <RejectedItemsCard counts={account.rejectedItems} format={format} />
      <DeleteAccountCard isConnected={isConnected} />
    </>
  );
}

const CONTENTS = [
  ['connection', 'Connection'],
  ['export', 'Export'],
  ['counting', 'Which plays count'],
  ['shares', 'Shared reports'],
  ['display', 'Display'],
  ['time-zone', 'Time zone'],
  ['sessions', 'Signed in'],
  ['badge', 'Badge'],
  ['tokens', 'Access tokens'],
  ['exclusions', 'Left out'],
  ['removed-plays', 'Removed plays'],
  ['rejected-items', 'Unreadable items'],
  ['delete', 'Delete account'],
] as const;

/** What is on this long page. */
const Contents = () => (
  <nav aria-label="On this page" className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-soft">
    {CONTENTS.map(([id, name]) => (
      <a key={id} href={`#${id}`} className="py-1">
        {name}
      </a>
    ))}
  </nav>
);

const SettingsAndSessions = ({ account, timeZone, now, format }: AccountViewProps) => (
  <>
    <div className={`${PAIR} print:hidden`}>
      <Card id="display" title="Display">
        <DisplaySettings
          settings={account.settings}
          locales={namedLocales()}
          sample={`${format.number(12_345.6)}${SEPARATOR}${format.dayAndTime(now.toISOString())}`}
        />
      </Card>
      <Card id="time-zone" title="Time zone">
        {timeZone}
      </Card>
    </div>
    <Card
      id="sessions"
      title="Signed in"
      note={`${format.count(account.sessions.length, 'browser')}; each stays signed in for ${format.count(30, 'day')} after its last visit`}
    >
      <SessionList sessions={account.sessions} now={now} format={format} />
    </Card>
  </>
);

// Not CSS columns: with some forty reports in them Chromium takes a minute to lay them out. The last card fills its stack.
const STACK = 'flex min-w-0 flex-col gap-4 two:gap-5 *:last:grow';
const PAIR = 'grid gap-4 two:gap-5 wide:grid-cols-2 print:grid-cols-1';

/** Named in English, like the rest of the page, and sorted by name. */
function namedLocales() {
  const names = nameFormatter('en-GB', { type: 'language', languageDisplay: 'standard' });
  return LOCALES.map((tag) => ({ tag, name: names.of(tag) ?? tag })).sort((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  );
}
