import { useSyncExternalStore } from 'react';
import type { LiveNews } from '@/lib/shared/archival/live-state';

let latest: LiveNews | null = null;
const readers = new Set<() => void>();

/** The newest state of the archive, for every part of the page. */
export function setLiveNews(news: LiveNews): void {
  latest = news;
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** The last event of an open page; null before the first, and on the server. */
export const useLiveNews = (): LiveNews | null =>
  useSyncExternalStore(
    subscribe,
    () => latest,
    () => null,
  );
