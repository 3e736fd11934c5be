import { useSyncExternalStore } from 'react';
import type { LiveState } from '@/lib/shared/archival/live-state';

let latest: LiveState | null = null;
const readers = new Set<() => void>();

/** Tells every part of the page what the archive is like now. */
export function setLiveState(state: LiveState): void {
  latest = state;
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** The last that an open page was told; null before, and on the server. */
export const useLiveState = (): LiveState | null =>
  useSyncExternalStore(
    subscribe,
    () => latest,
    () => null,
  );
