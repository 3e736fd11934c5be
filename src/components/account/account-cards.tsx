import type { ReactNode } from 'react';
import { ConnectionHistory } from '@/components/archival/connection-history';
import { pauseLabel } from '@/components/archival/next-sync-label';
import { NextSyncTime } from '@/components/archival/next-sync-time';
import { SignInForm } from '@/components/auth/sign-in-form';
import { ActionButton } from '@/components/ui/action-button';
import { outlineButton, riskyButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { CoverArt } from '@/components/ui/cover-art';
import { PageLink } from '@/components/ui/page-link';
import type { Account } from '@/lib/shared/account/account-schema';
import type { ArchiveState, Connection } from '@/lib/shared/analytics/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';

interface AccountProps {
  account: Account;
  format: ReaderFormat;
}

interface ConnectionCardProps extends AccountProps {
  archive: ArchiveState;
  now: Date;
}

/** The profile, as Spotify has it. Beside it the sidebar signs out. */
export function ProfileCard({ account: { profile }, format }: AccountProps) {
  return (
    <Card id="profile" title="Profile" note="From Spotify, updated each time you sign in">
      <div className="flex flex-wrap items-center gap-4">
        <CoverArt imageUrl={profile.image} name={profile.name} size={64} />
        <dl className="grid min-w-0 flex-1 basis-56 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
          <Row label="Name" value={<bdi>{profile.name}</bdi>} />
          <Row
            label="Email"
            value={profile.email ? <Email address={profile.email} /> : 'not provided by Spotify'}
          />
          <Row label="Spotify ID" value={profile.spotifyId} />
          <Row label="Here since" value={format.day(profile.since)} />
        </dl>
      </div>
      <form method="post" action="/api/auth/signout" className="mt-4 side:hidden">
        <input type="hidden" name="callbackUrl" value="/" />
        <button type="submit" className={outlineButton}>
          Sign out
        </button>
      </form>
    </Card>
  );
}

/** On a narrow screen it breaks behind the @. */
function Email({ address }: { address: string }) {
  const at = address.lastIndexOf('@') + 1;
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}

const Row = ({ label, value }: { label: string; value: ReactNode }) => (
  <>
    <dt className="text-soft">{label}</dt>
    <dd className="wrap-anywhere">{value}</dd>
  </>
);

/** How long the Spotify connection lasts, with a button to end it; the banner of the page has the one that renews it. */
export function ConnectionCard({ account, archive, now, format }: ConnectionCardProps) {
  const { connection, connectionHistory, authorizedAt } = account;
  const isConnected = connection.state !== 'needs_reconnect';
  return (
    <Card id="connection" title="Spotify connection" note={lengthNote(connection, format)}>
      <Pause archive={archive} now={now} format={format} />
      <p className="text-sm">{connectionLabel(connection, authorizedAt, format)}</p>
      {isConnected ? <Disconnect /> : null}
      {connection.state === 'connected' && !account.allowsNowPlaying ? <AllowNowPlaying /> : null}
      <p className="mt-3 text-sm print:hidden">
        <PageLink href="/test" className="inline-block leading-6">
          Check the connection step by step
        </PageLink>
      </p>
      <ConnectionHistory events={connectionHistory} format={format} />
    </Card>
  );
}

const Disconnect = () => (
  <div className="mt-4 grid gap-3 print:hidden">
    <ActionButton method="POST" path="/api/user/disconnect" done="Disconnected. Your archive stays.">
      Disconnect Spotify
    </ActionButton>
    <p className="text-[0.8125rem] text-soft">
      Disconnecting deletes our access to your Spotify account right away and stops syncing. Your saved plays
      stay.
    </p>
  </div>
);

/** Why the connection brings no plays for a while; nothing while it does, and where the rest of the card says so. */
function Pause({ archive, now, format }: Omit<ConnectionCardProps, 'account'>) {
  const pause = pauseLabel(archive.nextSync, now, format);
  if (pause === null) return null;
  return (
    <p className="mb-3 text-sm">
      <b className="font-semibold">{pause}.</b>
      {archive.nextSync.waitsFor === 'spotify' && archive.nextSync.at !== archive.nextSync.until ? (
        <>
          {' '}
          Next sync <NextSyncTime archive={archive} now={now} format={format} />.
        </>
      ) : null}
    </p>
  );
}

/** For listeners who signed in before the dashboard asked for this permission. */
const AllowNowPlaying = () => (
  <SignInForm>
    <p className="mt-3 text-sm">
      Your dashboard can show what you are playing now, once you allow it at Spotify.{' '}
      <button type="submit" className="min-h-6 underline decoration-edge underline-offset-3">
        Reconnect to allow it
      </button>
    </p>
  </SignInForm>
);

const lengthNote = (connection: Connection, format: ReaderFormat): string | undefined =>
  connection.state === 'needs_reconnect' ? undefined : `${remaining(connection.daysLeft, format)} left`;

/** In months from two on, as the limit is six months. */
function remaining(days: number, { number, count }: ReaderFormat): string {
  const months = Math.floor(days / 30);
  if (months >= 2) return `About ${number(months)} months`;
  return count(days, 'day');
}

function connectionLabel(connection: Connection, authorizedAt: string | null, format: ReaderFormat): string {
  if (connection.state === 'needs_reconnect') return 'Not connected.';
  const since = authorizedAt ? `Connected since ${format.day(authorizedAt)}. ` : '';
  return `${since}Spotify ends every connection six months after you agreed to it; yours lasts until ${format.day(connection.expiresAt)}.`;
}

/** Leads to the page that deletes the account. */
export function DeleteAccountCard({ isConnected }: { isConnected: boolean }) {
  return (
    <Card id="delete" title="Delete account" className="print:hidden">
      <p className="mb-4 text-sm">
        This permanently deletes everything stored about you. You see what will be deleted before anything is.
        {isConnected ? ' To stop syncing but keep your archive, disconnect Spotify instead.' : ''}
      </p>
      <PageLink href="/me/delete" className={riskyButton}>
        Delete account…
      </PageLink>
    </Card>
  );
}
