import { NeedsScripts } from '@/components/shell/needs-scripts';
import { ActionButton } from '@/components/ui/action-button';
import { ListRow } from '@/components/ui/list-row';
import type { AccountSession } from '@/lib/shared/account/account-schema';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { LastSeen } from './last-seen';

interface SessionListProps {
  sessions: AccountSession[];
  now: Date;
  format: ReaderFormat;
}

/** So that the card stays about as high as those beside it. */
const UNFOLDED = 3;

/** The sessions of the listener, those beyond a few folded, with buttons to end one or all. */
export function SessionList({ sessions, now, format }: SessionListProps) {
  const folded = sessions.slice(UNFOLDED);
  return (
    <div className="grid gap-4">
      <NeedsScripts what="Signing out other browsers" />
      <Sessions sessions={sessions.slice(0, UNFOLDED)} now={now} format={format} />
      {folded.length > 0 ? (
        <details className="border-t border-line pt-3">
          <summary className="w-fit cursor-pointer py-1">
            {format.count(folded.length, 'more browser')}
          </summary>
          <Sessions sessions={folded} now={now} format={format} />
        </details>
      ) : null}
      <ActionButton method="DELETE" path="/api/user/sessions" done="Signed out everywhere." then="/" inList>
        Sign out everywhere
      </ActionButton>
    </div>
  );
}

const Sessions = ({ sessions, ...shown }: SessionListProps) => (
  <ul className="grid">
    {sessions.map((session) => (
      <Session key={session.id} session={session} {...shown} />
    ))}
  </ul>
);

type SessionProps = Pick<SessionListProps, 'now' | 'format'> & { session: AccountSession };

function Session({ session, now, format }: SessionProps) {
  const { id, startedAt, lastSeenAt, expiresAt, isCurrent } = session;
  const began = format.dayAndTime(startedAt);
  const note = (
    <>
      {isCurrent ? `Signed in on ${began}${SEPARATOR}` : ''}
      last seen <LastSeen at={lastSeenAt} made={now.toISOString()} locale={format.locale} />
      {`${SEPARATOR}ends on ${format.day(expiresAt)}`}
    </>
  );
  return (
    <ListRow title={isCurrent ? 'This browser' : `Signed in on ${began}`} note={note}>
      {isCurrent ? null : (
        <ActionButton
          method="DELETE"
          path={`/api/user/sessions/${id}`}
          done="Signed out."
          label={`Sign out the browser that signed in on ${began}`}
          inList
        >
          Sign out
        </ActionButton>
      )}
    </ListRow>
  );
}
