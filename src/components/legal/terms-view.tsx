import { intervalLabel } from '@/components/archival/archive-labels';
import { PageLink } from '@/components/ui/page-link';
import type { Installation } from '@/lib/shared/account/installation';
import { LegalFrame, LegalSection } from './legal-frame';
import { OperatorLabels } from './operator-labels';

/** What this installation does, what it cannot promise, and what is asked of those who use it. */
export function TermsView({ installation }: { installation: Installation }) {
  const { host, operator, everyMinutes } = installation;
  return (
    <LegalFrame title="Terms" lead={`What you can expect from ${host}, and what it expects of you.`}>
      <LegalSection id="who" title="Who this is between">
        <OperatorLabels operator={operator} />
        <p>
          Audiospective is free software under the MIT licence; its authors do not run this installation and
          have no part in these terms.
        </p>
      </LegalSection>
      <Service everyMinutes={everyMinutes} />
      <LegalSection id="you" title="Your responsibilities">
        <ul>
          <li>Connect only a Spotify account that is yours.</li>
          <li>
            What you share is public: choose titles and descriptions that are lawful and harm no one. The
            operator may take down a report or close an account that breaks this rule.
          </li>
          <li>Do not try to reach other people’s archives, and do not overload the service.</li>
        </ul>
      </LegalSection>
      <SpotifySection />
      <LegalSection id="end" title="How it ends">
        <p>
          Whenever you want: <a href="/me#delete">disconnect Spotify</a> or{' '}
          <PageLink href="/me/delete">delete your account</PageLink>, without giving a reason. See what is
          stored about you, and for how long, under <PageLink href="/privacy">Privacy</PageLink>.
        </p>
      </LegalSection>
      <LegalSection id="liability" title="Liability">
        <p>
          The software is provided “as is”, without warranty of any kind, as its licence says. Nothing here
          takes away rights that the law of your country gives you and that cannot be given up.
        </p>
      </LegalSection>
    </LegalFrame>
  );
}

const Service = ({ everyMinutes }: Pick<Installation, 'everyMinutes'>) => (
  <LegalSection id="service" title="What it does">
    <p>
      It asks Spotify for your latest plays {intervalLabel(everyMinutes)} and keeps them, shows you figures
      about them, and lets you share and export them.
    </p>
    <p>
      Spotify reports only the last 50 plays, and sometimes none. Plays can be missed for reasons outside our
      control; where that may have happened, the archive shows a gap. Times that Spotify does not report are
      estimated and marked as such. Availability is not guaranteed: export your archive now and then.
    </p>
  </LegalSection>
);

const SpotifySection = () => (
  <LegalSection id="spotify" title="Spotify">
    <p>
      Audiospective is not made, checked or endorsed by Spotify, and Spotify owes you nothing for it. Spotify
      is a trademark of Spotify AB. Names, pictures and other facts about music come from Spotify and belong
      to it or its licensors: they are shown to you, linked back to Spotify, and not for you to resell. Your
      use of Spotify itself is governed by{' '}
      <a href="https://www.spotify.com/legal/end-user-agreement/" rel="noreferrer">
        its own terms
      </a>
      .
    </p>
  </LegalSection>
);
