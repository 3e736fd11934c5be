/** The I/O of what asks the server until something is over; tests pass their own server and clock. */
export interface PollingIo {
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  wait: (ms: number) => Promise<void>;
}

export const browserPolling: PollingIo = {
  fetch: (path, init) => fetch(path, init),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
