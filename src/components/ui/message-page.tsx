import type { ReactNode } from 'react';
import { LegalLinks } from '@/components/legal/legal-links';
import { BrandMark } from './brand';

interface MessagePageProps {
  title: string;
  /** What happened. */
  what: string;
  /** What is not at risk. */
  safe: string;
  /** Identifies a failure in the server's log. */
  code?: string | undefined;
  /** Set inside the app shell, which already has a main element. */
  isFramed?: boolean | undefined;
  /** What to do: buttons and links. */
  children: ReactNode;
}

/** A page with a message only: what happened, what is safe, what to do. */
export function MessagePage({ title, what, safe, code, isFramed, children }: MessagePageProps) {
  const Frame = isFramed ? 'div' : 'main';
  return (
    <Frame
      id={isFramed ? undefined : 'content'}
      className={`mx-auto grid max-w-xl content-center gap-4 py-10 ${isFramed ? 'grow' : 'min-h-dvh px-[18px]'}`}
    >
      {isFramed ? null : <BrandMark size={40} />}
      <h1 className="text-balance text-[2.125rem] leading-tight font-semibold tracking-[-0.02em] two:text-[2.75rem]">
        {title}
      </h1>
      <p className="text-[1.0625rem]">{what}</p>
      <p className="text-[1.0625rem] text-soft">{safe}</p>
      <div className="mt-2 flex flex-wrap gap-3">{children}</div>
      {code ? (
        <p className="text-[0.8125rem] text-soft">
          If it keeps happening, give the site operator this code:{' '}
          <span className="inline-block font-mono">{code}</span>
        </p>
      ) : null}
      {isFramed ? null : <LegalLinks className="mt-6" />}
    </Frame>
  );
}
