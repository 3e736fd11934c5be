import type { ReactNode } from 'react';
import { PageLink } from './page-link';

/** The way from a card to everything that it shows a part of. */
export function MoreLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink href={href} className="mt-4 inline-block text-sm text-soft hover:text-ink">
      {children}
    </PageLink>
  );
}
