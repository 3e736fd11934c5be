import type { ReactNode } from 'react';
import { intervalLabel } from '@/components/archival/archive-labels';
import { ConsentChoice } from '@/components/shell/consent-choice';
import { PageLink } from '@/components/ui/page-link';
import type { Consent, Installation } from '@/lib/shared/account/installation';
import { PERSONAL_DATA } from '@/lib/shared/account/personal-data';
import { SCOPES } from '@/lib/shared/auth/scopes';
import { plural } from '@/lib/shared/plural';
import { LegalFrame, LegalSection } from './legal-frame';
import { OperatorLabels } from './operator-labels';

interface PrivacyViewProps {
  installation: Installation;
  consent: Consent | null;
}

/** What this installation stores, why, for how long, who receives it, and how to end it. */
export function PrivacyView({ installation, consent }: PrivacyViewProps) {
  const { operator, host, recipients } = installation;
  return (
    <LegalFrame title="Privacy" lead={`What ${host} stores about its users, and what happens to it.`}>
      <LegalSection id="who" title="Who is responsible">
        <OperatorLabels operator={operator} />
      </LegalSection>
      <Stored everyMinutes={installation.everyMinutes} />
      <Retention connectionHistoryDays={installation.connectionHistoryDays} />
      <Recipients recipients={recipients} />
      <Cookies installation={installation} consent={consent} />
      <Rights operator={operator.contact !== null} />
      <LegalSection id="spotify" title="Spotify">
        <p>
          Audiospective is not made, checked or endorsed by Spotify. Spotify is a trademark of Spotify AB.
          What Spotify itself stores about you is covered by Spotify’s own privacy policy; deleting your
          account here deletes nothing there.
        </p>
      </LegalSection>
    </LegalFrame>
  );
}

function Stored({ everyMinutes }: { everyMinutes: number }) {
  return (
    <LegalSection id="data" title="What is stored, and why">
      <p>
        You sign in with Spotify and ask for an archive of what you listen to. To make it, this software asks
        Spotify for your latest plays {intervalLabel(everyMinutes)}. Everything stored about you serves that
        one purpose:
      </p>
      <dl className="grid gap-3">
        {PERSONAL_DATA.map(({ kind, name, what }) => (
          <Item key={kind} name={name}>
            {what}.
          </Item>
        ))}
      </dl>
      <p>
        When you sign in, Spotify asks whether this software may read the following. It can change nothing on
        your Spotify account. The access tokens are stored encrypted.
      </p>
      <dl className="grid gap-3">
        {SCOPES.map(({ scope, name, why }) => (
          <Item key={scope} name={name}>
            {why} (<code className="two:whitespace-nowrap">{scope}</code>).
          </Item>
        ))}
      </dl>
      <p>
        The server log contains your account number, page addresses and times. It contains no names, email
        addresses, tokens or plays. Requests per network address are counted for some seconds to prevent
        abuse.
      </p>
    </LegalSection>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{name}</dt>
      <dd className="text-soft first-letter:uppercase">{children}</dd>
    </div>
  );
}

const Retention = ({ connectionHistoryDays: days }: Pick<Installation, 'connectionHistoryDays'>) => (
  <LegalSection id="retention" title="How long it is stored">
    <p>
      Until you delete it: an archive is meant to last. Sign-ins end 30 days after the last visit; the history
      of your connection goes back {days} {plural(days, 'day')}. The record of an access token you created is
      deleted when you revoke it, or when you create another one after it has expired. When you disconnect
      Spotify, the access tokens of your Spotify account are deleted right away and everything else stays.
      When you delete your account, all of the above is deleted right away; cached statistics expire within 25
      hours.
    </p>
    <p>
      Names and pictures of artists, albums and tracks stay, because they are shared by all users and contain
      nothing about you. Copies in backups stay until the operator replaces them. With its built-in database,
      this software makes a backup every day and keeps the last four, so that what you delete is gone from
      them within five days.
    </p>
  </LegalSection>
);

const Recipients = ({ recipients }: Pick<Installation, 'recipients'>) => (
  <LegalSection id="recipients" title="Who receives data">
    <p>Nothing is sold, and nothing is used for advertising. This server exchanges data with:</p>
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
      The public badge, if you turn it on, shows how much you played in 7 days, what you played last and your
      top artist to anybody who has its address, until you turn it off. A program that you give an access
      token can read your plays and figures, but not your email address; a token that allows it can also
      import plays into your archive. If an assistant uses the token, what it reads goes to the provider of
      that assistant.
    </p>
  </LegalSection>
);

function Cookies({ installation, consent }: PrivacyViewProps) {
  const { cookies, webAnalytics, browserErrors } = installation;
  const asks = webAnalytics || browserErrors;
  return (
    <LegalSection id="cookies" title="Cookies">
      <p>
        {asks
          ? 'Each is set only when you do what needs it: sign in, dismiss a notice, or answer the question below.'
          : 'Each is set only when you do what needs it: sign in, or dismiss a notice. There are no others, so no consent is needed.'}
      </p>
      <dl className="grid gap-3">
        {cookies.map(({ name, purpose, lasts }) => (
          <div key={name}>
            <dt className="font-mono text-sm">{name}</dt>
            <dd className="text-soft first-letter:uppercase">
              {purpose}; {lasts}.
            </dd>
          </div>
        ))}
      </dl>
      <p>
        While you are signed in, your browser keeps a copy of the last dashboard that you opened and its
        covers, so that you can read it without a connection. It is deleted when you sign out, disconnect
        Spotify or delete your account, and when somebody else signs in.
      </p>
      {asks ? <Reports pageViews={webAnalytics} errors={browserErrors} consent={consent} /> : null}
    </LegalSection>
  );
}

interface ReportsProps {
  pageViews: boolean;
  errors: boolean;
  consent: Consent | null;
}

const Reports = ({ pageViews, errors, consent }: ReportsProps) => (
  <>
    <p>
      {pageViews
        ? 'If you agree, your browser reports to Vercel which pages you open and how fast they load, without a cookie. '
        : null}
      {errors
        ? 'If you agree, your browser reports to Sentry what failed on which page, and how long some pages took, without what you typed and without your address. '
        : null}
      Nothing is loaded or sent before you agree.
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
          as files that are readable without this software.
        </li>
        <li>
          Correct: your name and picture come from Spotify and are updated at each sign-in; time zone and
          language are yours to set under <PageLink href="/me">Account</PageLink>.
        </li>
        <li>
          Withdraw: <a href="/me#delete">disconnect Spotify</a>, here or at{' '}
          <a href="https://www.spotify.com/account/apps/" rel="noreferrer">
            spotify.com/account/apps
          </a>
          .
        </li>
        <li>
          Delete: <PageLink href="/me/delete">delete your account</PageLink> and everything in it yourself, at
          once.
        </li>
        <li>
          Ask or complain: {operator ? 'write to the address above, or' : 'ask the operator, or'} contact the
          data protection authority where you live.
        </li>
      </ul>
    </LegalSection>
  );
}
