'use client';

import { useEffect } from 'react';

/** Has the service worker keep the last dashboard for when there is no connection: public/sw.js. */
export function KeepOffline() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const register = () => navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    register().catch((error: unknown) => console.warn('Nothing is kept for offline reading:', error));
  }, []);
  return null;
}
