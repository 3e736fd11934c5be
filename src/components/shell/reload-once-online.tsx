'use client';

import { useSyncExternalStore } from 'react';
import { ReloadWhenBack } from './reload-when-back';

const never = () => () => {};

/** Loads the page that was asked for once there is a connection again, where the service worker answered instead of it. */
export function ReloadOnceOnline() {
  const isKept = useSyncExternalStore(
    never,
    () => document.documentElement.hasAttribute('data-offline'),
    () => false,
  );
  return isKept ? <ReloadWhenBack /> : null;
}
