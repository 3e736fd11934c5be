'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/** Has a sign-in end on the page that it began on. */
export function ReturnHere() {
  const query = useSearchParams()?.toString();
  const path = usePathname();
  return <input type="hidden" name="callbackUrl" value={query ? `${path}?${query}` : path} />;
}
