import { useSyncExternalStore } from 'react';
import type { LiveNews } from '@/lib/shared/archival/live-state';

let latest: LiveNews | null = null;
const readers = new Set<() => void>();

/** Tells every part of the page what the archive is like now. */
export function setLiveNews(news: LiveNews): void {
  latest = news;
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** The last that an open page was told; null before, and on the server. */
export const useLiveNews = (): LiveNews | null =>
  useSyncExternalStore(
    subscribe,
    () => latest,
    () => null,
  );
