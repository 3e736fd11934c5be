import type { ReactNode } from 'react';
import { PageLink } from './page-link';

/** Leads from a card, which shows a part, to the whole list. */
export function MoreLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink href={href} className="mt-4 inline-block w-fit text-sm leading-6 text-soft hover:text-ink">
      {children}
    </PageLink>
  );
}
