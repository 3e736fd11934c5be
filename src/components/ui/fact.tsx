import type { ReactNode } from 'react';
import { PageLink } from './page-link';

/** A row of figures, each with a label under it; lines between them, for labels beside each other read as one sentence. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="mt-5 grid auto-cols-[minmax(min-content,1fr)] grid-flow-col gap-x-3 gap-y-4 border-t border-line pt-4 max-[15rem]:grid-flow-row">
      {children}
    </dl>
  );
}

/** One figure; a link where there is something to show behind it. */
export function Fact({ figure, label, href }: { figure: string; label: string; href?: string | null }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end border-line not-first:border-l not-first:pl-3 max-[15rem]:not-first:border-l-0 max-[15rem]:not-first:pl-0 two:not-first:pl-5">
      <dt className="text-[0.8125rem] text-soft">{label}</dt>
      <dd className="font-display text-[1.1875rem] leading-tight font-semibold tracking-[-0.02em] two:text-[1.625rem]">
        {href ? (
          <PageLink href={href} className="inline-block min-h-6 min-w-6 no-underline hover:underline">
            {figure}
          </PageLink>
        ) : (
          figure
        )}
      </dd>
    </div>
  );
}
