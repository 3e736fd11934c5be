import { HOME } from '@/lib/shared/auth/home';

const ORIGIN = 'http://own.invalid';

/** The page of ours that an address names, e.g. `/history?q=blink`; the dashboard for anything else, other sites above all. */
export function returnPath(asked: string | undefined): string {
  if (!asked?.startsWith('/') || !URL.canParse(asked, ORIGIN)) return HOME;
  const { origin, pathname, search } = new URL(asked, ORIGIN);
  // Of two slashes the second may begin a host, also where the first parse took it for a path.
  const isOwnPage = origin === ORIGIN && !pathname.startsWith('//') && !/^\/(api|_next)(\/|$)/.test(pathname);
  return isOwnPage && pathname !== '/' ? pathname + search : HOME;
}
