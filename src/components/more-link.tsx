import Link from 'next/link';
import type { ReactNode } from 'react';

/** The way from a card to everything that it shows a part of. */
export function MoreLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="mt-4 inline-block text-sm text-soft hover:text-ink">
      {children}
    </Link>
  );
}
