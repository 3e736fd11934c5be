'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { PageLink } from '@/components/ui/page-link';
import { parseRange } from '@/lib/shared/analytics/range-parse';
import { pageHref, rangeParameters } from './page-links';
import { PAGES } from './pages';

/** The check of the connection lies under Account, whatever its address. */
const OVER: Record<string, string> = { '/test': '/me' };

/** Links to the pages; those about a range keep the chosen days. */
export function PageTabs() {
  const path = usePathname();
  const days = chosenDays(useSearchParams());
  return (
    <nav aria-label="Pages" className="-mx-[12px] flex flex-wrap py-1 side:grid side:gap-0.5">
      {PAGES.map(({ href, name, keepsRange }) => (
        <PageLink
          key={href}
          href={keepsRange ? pageHref(href, days) : href}
          aria-current={placeOf(path, href)}
          className="rounded-lg px-2 py-3 text-sm whitespace-nowrap text-soft no-underline hover:text-ink aria-[current]:bg-card aria-[current]:font-[550] aria-[current]:text-ink aria-[current]:shadow-card two:px-3 side:py-2 side:text-base"
        >
          {name}
        </PageLink>
      ))}
    </nav>
  );
}

/** Whether this is the page of a link, or one that lies under it. */
function placeOf(path: string, href: string): 'page' | 'true' | undefined {
  if (path === href) return 'page';
  return OVER[path] === href || path.startsWith(`${href}/`) ? 'true' : undefined;
}

/** The days of the URL; none where it has none, or invalid ones. */
function chosenDays(asked: Pick<URLSearchParams, 'get'>): Record<string, string> {
  const [range, from, to] = ['range', 'from', 'to'].map((name) => asked.get(name) || undefined);
  if (range === undefined && from === undefined && to === undefined) return {};
  const read = parseRange({ range, from, to });
  return read.ok ? rangeParameters(read.value) : {};
}
