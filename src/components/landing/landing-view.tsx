import { SignInForm } from '@/components/auth/sign-in-form';
import { SignInProblem } from '@/components/auth/sign-in-problem';
import { MemoryStrip } from '@/components/charts/memory-strip';
import { LegalLinks } from '@/components/legal/legal-links';
import { DemoNote } from '@/components/shell/demo-note';
import { Brand } from '@/components/ui/brand';
import { solidButton } from '@/components/ui/button-style';
import { SkipLink } from '@/components/ui/skip-link';
import { HOME } from '@/lib/shared/auth/home';
import { DashboardPreview } from './dashboard-preview';
import { LandingFacts } from './landing-facts';

interface LandingViewProps {
  demo: boolean;
  everyMinutes: number;
  /** The error code of a failed sign-in. */
  problem: string | null;
  /** The page to open after signing in. */
  returnTo: string;
}

/** The landing page: what this is, in one sentence, and a button to sign in. */
export function LandingView({ demo, everyMinutes, problem, returnTo }: LandingViewProps) {
  return (
    <div className="mx-auto grid max-w-[1112px] gap-8 px-[18px] py-5 two:gap-10 two:px-12 two:py-8">
      <SkipLink />
      <header>
        <Brand href="/" />
      </header>
      <main id="content" tabIndex={-1} className="grid gap-8 outline-none two:gap-10">
        {problem ? <SignInProblem code={problem} /> : <AskedFor returnTo={returnTo} />}
        <Opening returnTo={returnTo} />
        {demo ? <DemoNote everyMinutes={everyMinutes} /> : null}
        <MemoryStrip />
        <DashboardPreview />
        <LandingFacts everyMinutes={everyMinutes} />
      </main>
      <footer className="grid gap-1 border-t border-line pt-5 text-[0.8125rem] text-soft">
        <p>
          What is stored: your Spotify name, email address and picture, what you played and when, and the
          connection to Spotify, encrypted. Nothing is sold, shared or used for advertising.
        </p>
        <p>Audiospective is not made by Spotify. Spotify is a trademark of Spotify AB.</p>
        <LegalLinks />
      </footer>
    </div>
  );
}

/** Tells somebody who followed a link to a page of theirs why they are here. */
function AskedFor({ returnTo }: Pick<LandingViewProps, 'returnTo'>) {
  if (returnTo === HOME) return null;
  return (
    <p className="rounded-[10px] border border-line bg-card px-4 py-3 text-sm">
      Sign in to open the page you asked for.
    </p>
  );
}

function Opening({ returnTo }: Pick<LandingViewProps, 'returnTo'>) {
  return (
    <div className="grid gap-6 two:pt-4">
      <h1 className="max-w-[18ch] text-[min(clamp(2.5rem,12vw,3.25rem),13vw)] leading-[1.02] font-semibold tracking-[-0.035em] text-balance two:text-[5.25rem]">
        Spotify remembers <span className="whitespace-nowrap">50 plays.</span>{' '}
        <span className="text-soft">Keep the rest.</span>
      </h1>
      <p className="max-w-[46ch] text-[1.0625rem] two:text-xl">
        Audiospective records everything you listen to, so you can still look it up in ten years. It is open
        source, and runs on your own machine too.
      </p>
      <SignInForm returnTo={returnTo}>
        <button type="submit" className={`${solidButton} px-5 py-3 text-base`}>
          Sign in with Spotify
        </button>
      </SignInForm>
    </div>
  );
}
