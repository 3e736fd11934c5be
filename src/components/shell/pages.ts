/** The pages of the navigation; those about a range keep the chosen days. */
export const PAGES = [
  { href: '/dashboard', name: 'Dashboard', keepsRange: true },
  { href: '/top', name: 'Top', keepsRange: true },
  { href: '/history', name: 'History', keepsRange: false },
  { href: '/search', name: 'Search', keepsRange: false },
  { href: '/import', name: 'Import', keepsRange: false },
  { href: '/me', name: 'Account', keepsRange: false },
] as const;

/** What the navigation calls the page at an address: "History" for `/history?q=blink`; "the page" for one without a name. */
export const pageName = (address: string): string =>
  PAGES.find(({ href }) => href === address.split('?')[0])?.name ?? 'the page';
