'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/** Makes a sign-in return to the page that it was started on. */
export function ReturnHere() {
  const query = useSearchParams().toString();
  const path = usePathname();
  return <input type="hidden" name="callbackUrl" value={query ? `${path}?${query}` : path} />;
}
