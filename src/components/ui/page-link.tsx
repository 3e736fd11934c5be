'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { href: string };

/** A link to another of our pages. Prefetched on hover or focus, not when it comes into view: a page can show 150 of them. */
export function PageLink(props: PageLinkProps) {
  const [isLikely, setLikely] = useState(false);
  const expect = () => setLikely(true);
  return <Link prefetch={isLikely} onPointerEnter={expect} onFocus={expect} {...props} />;
}
