'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

/** Has the service worker keep the last dashboard for when there is no connection: public/sw.js. */
export function KeepOffline() {
  const isDashboard = usePathname() === '/dashboard';
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    keepOffline(isDashboard).catch((error: unknown) =>
      console.warn('Nothing is kept for offline reading:', error),
    );
  }, [isDashboard]);
  return null;
}

async function keepOffline(isDashboard: boolean): Promise<void> {
  await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  if (!isDashboard) return;
  // A client navigation, and a first load before there was a worker, load no page that it could keep.
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage('dashboard-shown');
}
