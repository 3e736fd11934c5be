import { SignInForm } from '@/components/auth/sign-in-form';
import { solidButton } from '@/components/ui/button-style';
import type { Connection } from '@/lib/shared/analytics/dashboard';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import type { ReaderFormat } from '@/lib/shared/format';

interface ConnectionBannerProps {
  connection: Connection;
  now: Date;
  format: ReaderFormat;
}

/** Counts down the last 30 days of a connection, more urgently at 7 and at 1, and says when it is broken. */
export function ConnectionBanner({ connection, now, format }: ConnectionBannerProps) {
  if (connection.state === 'connected') return null;
  const { title, text, urgent } = labelFor(connection, now, format);
  return (
    <section
      aria-labelledby="connection-banner"
      className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-[10px] border bg-card px-4 py-3 text-sm ${
        urgent ? 'border-bad' : 'border-line'
      }`}
    >
      <div className="min-w-0 flex-1 basis-72">
        <h2 id="connection-banner" className={`font-semibold ${urgent ? 'text-bad' : ''}`}>
          {urgent ? <span aria-hidden="true">▲ </span> : null}
          {title}
        </h2>
        <p className="text-soft text-pretty">{text}</p>
      </div>
      <SignInForm>
        <button type="submit" className={solidButton}>
          Reconnect Spotify
        </button>
      </SignInForm>
    </section>
  );
}

interface Labels {
  title: string;
  text: string;
  urgent: boolean;
}

function labelFor(
  connection: Exclude<Connection, { state: 'connected' }>,
  now: Date,
  format: ReaderFormat,
): Labels {
  if (connection.state === 'needs_reconnect') {
    return connection.byListener
      ? endedLabel(connection.since, format)
      : brokenLabel(connection.since, format);
  }
  const { daysLeft } = connection;
  const end = format.dayAndTime(connection.expiresAt);
  const why = 'Spotify ends every connection six months after you agreed to it.';
  if (daysLeft <= 1) {
    return {
      title: `Your Spotify connection ends ${soonLabel(connection.expiresAt, now, format)}`,
      text: `Syncing stops then. Reconnect now so that no plays are missed. ${why}`,
      urgent: true,
    };
  }
  if (daysLeft <= 7) {
    return {
      title: `Your Spotify connection ends in ${format.count(daysLeft, 'day')}`,
      text: `After ${end} no new plays are saved. ${why} Reconnecting takes one click.`,
      urgent: true,
    };
  }
  return {
    title: `Your Spotify connection ends in ${format.count(daysLeft, 'day')}`,
    text: `${why} Yours lasts until ${end}; reconnect whenever it suits you.`,
    urgent: false,
  };
}

/** "today at 20:01", "tomorrow at 00:30": within a day, on the listener's calendar. */
function soonLabel(at: string, now: Date, { dayKey, time }: ReaderFormat): string {
  return `${dayKey(at) === dayKey(now.toISOString()) ? 'today' : 'tomorrow'} at ${time(at)}`;
}

function brokenLabel(since: string | null, format: ReaderFormat): Labels {
  const when = since ? ` on ${format.dayAndTime(since)}` : '';
  return {
    title: 'Spotify is not connected, so no new plays are saved',
    text: `It stopped working${when}. Your saved plays are safe. Reconnect soon: Spotify remembers only ${format.count(REMEMBERED_PLAYS, 'play')}.`,
    urgent: true,
  };
}

function endedLabel(since: string | null, format: ReaderFormat): Labels {
  return {
    title: 'You disconnected Spotify, so no new plays are saved',
    text: `${since ? `Since ${format.dayAndTime(since)} we` : 'We'} no longer sync or hold any access to your Spotify account. Your saved plays stay.`,
    urgent: false,
  };
}
