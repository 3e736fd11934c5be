import type { Range } from '@/lib/shared/analytics/range';
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

interface PageTabsProps {
  page: ShellPage | null;
  /** The days that the reader has chosen; null where the page has its own. */
  range: Range | null;
}

/** The pages, each with the days that the reader looks at. */
export function PageTabs({ page, range }: PageTabsProps) {
  const days = range ? rangeParameters(range) : {};
  return (
    <nav
      aria-label="Pages"
      className="-mx-[18px] flex gap-1 overflow-x-auto px-3 py-1 two:-mx-3 two:grid two:gap-0.5 two:px-0"
    >
      {PAGES.map(({ href, name, keepsRange }) => (
        <a
          key={href}
          href={keepsRange ? pageHref(href, days) : href}
          aria-current={href === page ? 'page' : undefined}
          className="rounded-lg px-2.5 py-2 whitespace-nowrap text-soft no-underline hover:text-ink aria-[current]:bg-card aria-[current]:font-[550] aria-[current]:text-ink aria-[current]:shadow-card two:px-3"
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
