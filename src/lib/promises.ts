/** What `work` gives within `ms`, else what `late` gives or throws. The work itself goes on. */
export async function inTime<T>(work: Promise<T>, ms: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    return await Promise.race([work, end.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The work that is under way for a key, else this work, started: all who ask meanwhile get its result or its failure.
 * Not lru-cache: nothing is kept, the next to ask after it starts again.
 */
export function singleFlight<K, T>(flights: Map<K, Promise<T>>, key: K, work: () => Promise<T>): Promise<T> {
  const underway = flights.get(key);
  if (underway) return underway;
  const flight = work().finally(() => flights.delete(key));
  flights.set(key, flight);
  return flight;
}
