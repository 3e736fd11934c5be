'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { href: string };

/** A link to another page of ours. Fetched ahead when somebody is about to follow it: a page can show 150 of them. */
export function PageLink(props: PageLinkProps) {
  const [isLikely, setLikely] = useState(false);
  const expect = () => setLikely(true);
  return <Link prefetch={isLikely} onPointerEnter={expect} onFocus={expect} {...props} />;
}
