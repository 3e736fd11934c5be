import type { ReactNode } from 'react';
import { intervalLabel } from '@/components/archival/archive-labels';
import { ConsentChoice } from '@/components/shell/consent-choice';
import type { Consent, Installation } from '@/lib/shared/account/installation';
import { PERSONAL_DATA } from '@/lib/shared/account/personal-data';
import { LegalFrame, LegalSection } from './legal-frame';
import { OperatorLabels } from './operator-labels';

interface PrivacyViewProps {
  installation: Installation;
  consent: Consent | null;
}

/** What is kept, why, for how long, who else sees it, and how to end it: as this installation does it. */
export function PrivacyView({ installation, consent }: PrivacyViewProps) {
  const { operator, host, recipients } = installation;
  return (
    <LegalFrame
      title="Privacy"
      lead={`What ${host} keeps about the people who sign in here, and what happens to it.`}
    >
      <LegalSection id="who" title="Who is responsible">
        <OperatorLabels operator={operator} />
      </LegalSection>
      <Kept everyMinutes={installation.everyMinutes} />
      <Retention />
      <Recipients recipients={recipients} />
      <Cookies installation={installation} consent={consent} />
      <Rights operator={operator.contact !== null} />
      <LegalSection id="spotify" title="Spotify">
        <p>
          Audiospective is not made, checked or endorsed by Spotify. Spotify is a trademark of Spotify AB.
          What Spotify itself keeps about you is Spotify’s affair and in its own policy; deleting your account
          here deletes nothing there.
        </p>
      </LegalSection>
    </LegalFrame>
  );
}

function Kept({ everyMinutes }: { everyMinutes: number }) {
  return (
    <LegalSection id="data" title="What is kept, and why">
      <p>
        You sign in with Spotify and ask for an archive of what you listen to. To make it, this software asks
        Spotify for your latest plays {intervalLabel(everyMinutes)}. All that is kept about you is kept for
        this one purpose, because you asked for it:
      </p>
      <dl className="grid gap-3">
        {PERSONAL_DATA.map(({ kind, name, what }) => (
          <Item key={kind} name={name}>
            {what}
          </Item>
        ))}
      </dl>
      <p>
        The keys to your Spotify account let this software read your profile, your latest plays, what plays
        now and your favourites at Spotify. They cannot change anything there. They are stored encrypted.
      </p>
      <p>
        The log of the server holds the number of your account, addresses of pages and times. It holds no
        names, e-mail addresses, keys or plays. How many requests came from a network address is counted for
        some seconds, against abuse.
      </p>
    </LegalSection>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{name}</dt>
      <dd className="text-soft">{children}</dd>
    </div>
  );
}

const Retention = () => (
  <LegalSection id="retention" title="For how long">
    <p>
      Until you delete it: an archive is meant to last. Sign-ins end 30 days after the last visit. When you
      disconnect Spotify, the keys are forgotten at once and everything else stays. When you delete your
      account, all of the above goes at once; values computed from it that are still held ready end within 25
      hours.
    </p>
    <p>
      What stays are names and pictures of artists, albums and tracks, which are the same for everybody and
      say nothing about you, and copies in backups, until the operator replaces those. Where this software
      keeps its own database, it makes a backup every day and keeps seven.
    </p>
  </LegalSection>
);

const Recipients = ({ recipients }: Pick<Installation, 'recipients'>) => (
  <LegalSection id="recipients" title="Who else gets something">
    <p>Nothing is sold, and nothing is used for advertising. Data goes to:</p>
    <ul>
      {recipients.map(({ name, what, url }) => (
        <li key={name}>
          <a href={url} rel="noreferrer">
            {name}
          </a>
          : {what}.
        </li>
      ))}
    </ul>
    <p>
      A report that you share can be read by anybody who has its address, until you revoke it or it expires.
    </p>
  </LegalSection>
);

function Cookies({ installation, consent }: PrivacyViewProps) {
  const { cookies, webAnalytics } = installation;
  return (
    <LegalSection id="cookies" title="Cookies">
      <p>
        {webAnalytics
          ? 'All but the last are needed for signing in, and are set only when you do.'
          : 'All are needed for signing in, and are set only when you do. There are no others, so nobody asks you for consent.'}
      </p>
      <dl className="grid gap-3">
        {cookies.map(({ name, purpose, lasts }) => (
          <div key={name}>
            <dt className="font-mono text-sm">{name}</dt>
            <dd className="text-soft">
              {purpose}; {lasts}.
            </dd>
          </div>
        ))}
      </dl>
      {webAnalytics ? <Measuring consent={consent} /> : null}
    </LegalSection>
  );
}

const Measuring = ({ consent }: { consent: Consent | null }) => (
  <>
    <p>
      If you agree, your browser tells Vercel which pages you open and how fast they load, without a cookie.
      It loads nothing for this, and sends nothing, before.
    </p>
    <ConsentChoice consent={consent} />
  </>
);

function Rights({ operator }: { operator: boolean }) {
  return (
    <LegalSection id="rights" title="Your rights">
      <ul>
        <li>
          See and take everything: <a href="/me#export">export</a> your plays, or all that is held about you,
          as files that need nothing of ours to be read.
        </li>
        <li>
          Correct: your name and picture come from Spotify and are renewed at each sign-in; time zone and
          language are yours to set under <a href="/me">Account</a>.
        </li>
        <li>
          Withdraw: <a href="/me#leave">disconnect Spotify</a>, here or at{' '}
          <a href="https://www.spotify.com/account/apps/" rel="noreferrer">
            spotify.com/account/apps
          </a>
          .
        </li>
        <li>
          Delete: <a href="/me/delete">delete your account</a> and everything of it yourself, at once.
        </li>
        <li>
          Ask or complain: {operator ? 'write to the address above, or' : 'ask the operator, or'} turn to the
          data protection authority where you live.
        </li>
      </ul>
    </LegalSection>
  );
}
