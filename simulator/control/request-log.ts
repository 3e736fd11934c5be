export interface LoggedRequest {
  /** ms UTC, by the simulator's clock. */
  at: number;
  method: string;
  path: string;
  /** Owner of the token, if there was one. */
  listener: string | null;
  /** 0: the connection was cut before an answer. */
  status: number;
  /** The fault that struck, if one did. */
  fault: string | null;
}

export interface RequestCount {
  method: string;
  /** With ids replaced by `{id}`. */
  path: string;
  listener: string | null;
  status: number;
  count: number;
  /** ms UTC, of the latest. */
  lastAt: number;
}

const KEPT = 5000;

/** Counts of everything that was asked since the last reset, and the latest requests one by one. */
export class RequestLog {
  private counted = new Map<string, RequestCount>();
  private latest: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    const path = entry.path.replace(/[0-9A-Za-z]{22}/g, '{id}');
    const key = `${entry.method} ${path} ${entry.listener} ${entry.status}`;
    const count = this.counted.get(key) ?? {
      method: entry.method,
      path,
      listener: entry.listener,
      status: entry.status,
      count: 0,
      lastAt: entry.at,
    };
    count.count += 1;
    count.lastAt = entry.at;
    this.counted.set(key, count);
    this.latest.push(entry);
    if (this.latest.length > 2 * KEPT) this.latest = this.latest.slice(-KEPT);
  }

  read(): { total: number; counts: RequestCount[]; recent: LoggedRequest[] } {
    const counts = [...this.counted.values()].map((count) => ({ ...count }));
    const total = counts.reduce((sum, count) => sum + count.count, 0);
    return { total, counts, recent: this.latest.slice(-KEPT) };
  }

  reset(): void {
    this.counted = new Map();
    this.latest = [];
  }
}
