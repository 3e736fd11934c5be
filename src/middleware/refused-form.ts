import type { Problem } from '@/lib/error-handler';

/**
 * Where a browser goes that a form or link on a page of ours led to a route that refuses: its listener expects a page, not
 * JSON. Null for a program, a script, a download, and an address that was typed.
 */
export function refusalAddress({ headers, url }: Request, { status, field }: Problem): string | null {
  const isFromPage =
    headers.get('sec-fetch-dest') === 'document' && headers.get('sec-fetch-site') === 'same-origin';
  if (!isFromPage) return null;
  const back = pageOf(headers.get('referer'), url);
  return status === 401
    ? `/?${new URLSearchParams({ next: back })}`
    : `/refused?${new URLSearchParams({ status: `${status}`, ...(field && { field }), back })}`;
}

/** The page that the form or link stands on. */
function pageOf(referer: string | null, url: string): string {
  const { pathname, search } = new URL(referer ?? '/', url);
  return pathname + search;
}
