import type { Clock } from '@/lib/clock';
import type { KeyValue } from '@/lib/kv/key-value';
import { requireLifetime } from '@/lib/kv/lifetime';

interface Entry {
  value: string;
  /** Milliseconds since 1970, UTC. */
  expiresAt: number;
}

/** The entries, oldest write first; what has expired is invisible at once and removed when room is needed. */
class BoundedEntries {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly clock: Clock,
    private readonly maxEntries: number,
  ) {}

  find(key: string): Entry | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (entry.expiresAt > this.clock.now().getTime()) return entry;
    this.#entries.delete(key);
    return null;
  }

  write(key: string, value: string, ttlSeconds: number): void {
    const expiresAt = this.clock.now().getTime() + requireLifetime(ttlSeconds) * 1000;
    this.#entries.delete(key);
    if (this.#entries.size >= this.maxEntries) this.#makeRoom();
    this.#entries.set(key, { value, expiresAt });
  }

  remove(key: string): void {
    this.#entries.delete(key);
  }

  removePrefix(prefix: string): number {
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(prefix) && this.find(key) !== null);
    for (const key of keys) this.#entries.delete(key);
    return keys.length;
  }

  /** Forgets what has expired, and a tenth of the rest, oldest first, if that was not enough. */
  #makeRoom(): void {
    const now = this.clock.now().getTime();
    for (const [key, entry] of this.#entries) if (entry.expiresAt <= now) this.#entries.delete(key);
    const keep = Math.floor(this.maxEntries * 0.9);
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= keep) return;
      this.#entries.delete(key);
    }
  }
}

/**
 * The store of a single process: nothing to install, forgotten when the process ends.
 * @param maxEntries when it is full, the keys written longest ago are forgotten first.
 */
export function createMemoryKeyValue(clock: Clock, maxEntries = 100_000): KeyValue {
  const entries = new BoundedEntries(clock, maxEntries);
  const read = (key: string) => entries.find(key)?.value ?? null;
  return {
    get: async (key) => read(key),
    getMany: async (keys) => keys.map(read),
    set: async (key, value, ttlSeconds) => entries.write(key, value, ttlSeconds),
    setMany: async (pairs, ttlSeconds) => {
      for (const [key, value] of pairs) entries.write(key, value, ttlSeconds);
    },
    setIfAbsent: async (key, value, ttlSeconds) => {
      requireLifetime(ttlSeconds);
      if (entries.find(key)) return false;
      entries.write(key, value, ttlSeconds);
      return true;
    },
    delete: async (...keys) => {
      for (const key of keys) entries.remove(key);
    },
    deletePrefix: async (prefix) => entries.removePrefix(prefix),
    increment: async (key, ttlSeconds) => {
      requireLifetime(ttlSeconds);
      const entry = entries.find(key);
      if (!entry) entries.write(key, '1', ttlSeconds);
      else entry.value = String(Number(entry.value) + 1);
      return Number(read(key));
    },
    ping: async () => {},
  };
}
