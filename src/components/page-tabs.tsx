'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { parseRange } from '@/lib/shared/range-parse';
import { pageHref, rangeParameters } from './page-links';

const PAGES = [
  { href: '/dashboard', name: 'Dashboard', keepsRange: true },
  { href: '/top', name: 'Top', keepsRange: true },
  { href: '/history', name: 'History', keepsRange: false },
  { href: '/search', name: 'Search', keepsRange: false },
  { href: '/test', name: 'Connection check', keepsRange: false },
  { href: '/me', name: 'Account', keepsRange: false },
] as const;

export type ShellPage = (typeof PAGES)[number]['href'];

/** The pages, each with the days that the reader looks at; these are known even while the page is still loading. */
export function PageTabs({ page }: { page: ShellPage | null }) {
  const range = useRangeParameters();
  return (
    <nav
      aria-label="Pages"
      className="-mx-[18px] flex gap-1 overflow-x-auto px-3 py-1 two:-mx-3 two:grid two:gap-0.5 two:px-0"
    >
      {PAGES.map(({ href, name, keepsRange }) => (
        <Link
          key={href}
          href={keepsRange ? pageHref(href, range) : href}
          aria-current={href === page ? 'page' : undefined}
          className="rounded-lg px-2.5 py-2 whitespace-nowrap text-soft no-underline hover:text-ink aria-[current]:bg-card aria-[current]:font-[550] aria-[current]:text-ink aria-[current]:shadow-card two:px-3"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

/** The range of the address, if there is one and it can be read. */
function useRangeParameters(): Record<string, string> {
  const parameters = useSearchParams();
  const [range, from, to] = ['range', 'from', 'to'].map((name) => parameters.get(name) || undefined);
  if (!range && !from && !to) return {};
  const read = parseRange({ range, from, to });
  return read.ok ? rangeParameters(read.value) : {};
}
