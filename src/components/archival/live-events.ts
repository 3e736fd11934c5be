import { type LiveNews, liveEventsPath, readLiveNews } from '@/lib/shared/archival/live-state';

/** The I/O of an open page that follows its archive; tests pass their own. */
export interface LiveIo {
  /** Opens a stream; calls back with the data of each event until the returned function is called. */
  listen(url: string, onData: (data: string) => void): () => void;
  isVisible(): boolean;
  /** Calls back whenever the page is shown or hidden, until the returned function is called. */
  onVisibility(callback: () => void): () => void;
}

/**
 * One connection while the page is visible, none while it is hidden. The returned function ends it.
 * @param since the newest play that the page shows, ISO 8601 UTC; null where it shows none.
 */
export function followLive(io: LiveIo, since: string | null, onNews: (news: LiveNews) => void): () => void {
  let close: (() => void) | null = null;
  const adapt = () => {
    if (!io.isVisible()) {
      close?.();
      close = null;
      return;
    }
    close ??= io.listen(liveEventsPath(since), (data) => {
      const news = readLiveNews(data);
      if (news) onNews(news);
    });
  };
  adapt();
  const stopWatching = io.onVisibility(adapt);
  return () => {
    stopWatching();
    close?.();
  };
}

export const browserLive: LiveIo = {
  listen: (url, onData) => {
    // The browser connects again by itself; where it is refused, as a fifth page is, it waits until it is shown again.
    const source = new EventSource(url);
    source.addEventListener('state', (event: MessageEvent<string>) => onData(event.data));
    return () => source.close();
  },
  isVisible: () => document.visibilityState === 'visible',
  onVisibility: (callback) => {
    document.addEventListener('visibilitychange', callback);
    return () => document.removeEventListener('visibilitychange', callback);
  },
};
