'use client';

import Form from 'next/form';
import { usePathname } from 'next/navigation';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';
import { FIELD } from './search-field';

/** Searches the listener's library from every page; on narrow screens the tabs lead to the search page instead. */
export function SidebarSearch() {
  if (usePathname() === '/search') return null;
  return (
    <Form
      role="search"
      aria-label="Library"
      action="/search"
      prefetch={false}
      className="relative -mx-3 hidden side:block"
    >
      <MagnifyingGlass />
      <input
        type="search"
        name="q"
        aria-label="Search your library"
        placeholder="Search your library"
        maxLength={LONGEST_QUERY}
        className={`${FIELD} pr-2 pl-9`}
      />
    </Form>
  );
}

/** Lucide's "search", https://lucide.dev/icons/search (ISC). */
const MagnifyingGlass = () => (
  <svg
    viewBox="0 0 24 24"
    aria-hidden="true"
    className="pointer-events-none absolute top-2.5 left-3 size-4 fill-none stroke-current stroke-2 text-soft"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="m21 21-4.34-4.34" />
    <circle cx="11" cy="11" r="8" />
  </svg>
);
