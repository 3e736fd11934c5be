import type { ReactNode } from 'react';
import { LegalLinks } from '@/components/legal/legal-links';
import { Mark } from './brand';

interface MessagePageProps {
  title: string;
  /** What happened. */
  what: string;
  /** What is not at risk. */
  safe: string;
  /** What to do: buttons and links. */
  children: ReactNode;
}

/** A page that only has something to say: what happened, what is safe, what to do. */
export function MessagePage({ title, what, safe, children }: MessagePageProps) {
  return (
    <main id="content" className="mx-auto grid min-h-dvh max-w-xl content-center gap-4 px-[18px] py-10">
      <Mark size={40} />
      <h1 className="text-[34px] leading-tight font-semibold tracking-[-0.02em] two:text-[44px]">{title}</h1>
      <p className="text-[17px] text-pretty">{what}</p>
      <p className="text-[17px] text-pretty text-soft">{safe}</p>
      <div className="mt-2 flex flex-wrap gap-3">{children}</div>
      <LegalLinks className="mt-6" />
    </main>
  );
}
