'use client';

import { solidButton } from '@/components/ui/button-style';

/** Asks for the page again, at the address that the browser shows. */
export const ReloadButton = ({ children }: { children: string }) => (
  <button type="button" onClick={() => location.reload()} className={solidButton}>
    {children}
  </button>
);
