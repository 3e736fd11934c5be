import { useSyncExternalStore } from 'react';

/** A value for parts of the page that lie far apart: one sets it, others follow it. On the server it is `initial`. */
export function sharedValue<T>(initial: T) {
  let latest = initial;
  const readers = new Set<() => void>();
  const subscribe = (reader: () => void) => {
    readers.add(reader);
    return () => readers.delete(reader);
  };
  return {
    set(value: T): void {
      latest = value;
      for (const reader of readers) reader();
    },
    useLatest: (): T =>
      useSyncExternalStore(
        subscribe,
        () => latest,
        () => initial,
      ),
  };
}
