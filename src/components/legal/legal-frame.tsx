import type { ReactNode } from 'react';
import { Brand } from '@/components/ui/brand';
import { PageTitle } from '@/components/ui/page-title';
import { SkipLink } from '@/components/ui/skip-link';
import { LegalLinks } from './legal-links';

interface LegalFrameProps {
  title: string;
  /** The sentence under the heading. */
  lead: string;
  children: ReactNode;
}

/** A public page of text. */
export function LegalFrame({ title, lead, children }: LegalFrameProps) {
  return (
    <div className="mx-auto grid min-h-dvh max-w-[760px] grid-rows-[auto_1fr_auto] gap-8 px-[18px] py-5 two:py-8">
      <SkipLink />
      <header>
        <Brand href="/" />
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        <PageTitle title={title}>{lead}</PageTitle>
        {children}
      </main>
      <footer className="border-t border-line pt-4">
        <LegalLinks />
      </footer>
    </div>
  );
}

/** One topic of it; `id` is what links point at. */
export function LegalSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="mt-9 grid scroll-mt-4 gap-3 text-pretty wrap-anywhere [&_li]:mt-1.5 [&_ul]:list-disc [&_ul]:pl-5"
    >
      <h2 id={`${id}-title`} className="text-xl font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
