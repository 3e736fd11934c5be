'use client';

import Link, { useLinkStatus } from 'next/link';
import { type ComponentProps, useState } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to another of our pages, dimmed while that loads. Prefetched on hover or focus, not when it comes into view: a page
 * can show 150 of them.
 */
export function PageLink({ children, ...props }: PageLinkProps) {
  const [isLikely, setLikely] = useState(false);
  const expect = () => setLikely(true);
  return (
    <Link prefetch={isLikely} onPointerEnter={expect} onFocus={expect} {...props}>
      {children}
      <Pending />
    </Link>
  );
}

/** The style of links knows by it that the page loads. */
const Pending = () => (useLinkStatus().pending ? <span data-pending hidden /> : null);
