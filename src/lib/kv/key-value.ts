/**
 * A small store of strings that may lose its content: that costs repeated work, never data.
 * Every call may throw `KeyValueUnavailable`; the caller decides how to handle it.
 */
export interface KeyValue {
  get(key: string): Promise<string | null>;
  /** In the order of the keys. */
  getMany(keys: readonly string[]): Promise<(string | null)[]>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** One round trip for all entries. */
  setMany(entries: readonly (readonly [key: string, value: string])[], ttlSeconds: number): Promise<void>;
  /** True when the key was free and is now ours. */
  setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  delete(...keys: string[]): Promise<void>;
  /** Deletes every key with this prefix and returns how many there were. Scans the whole store: for rare use. */
  deletePrefix(prefix: string): Promise<number>;
  /** Adds one and returns the new value; the lifetime starts when the key is created. */
  increment(key: string, ttlSeconds: number): Promise<number>;
  /** Throws when the store does not answer. */
  ping(): Promise<void>;
}

export class KeyValueUnavailable extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super('The key-value store did not answer', { cause });
    this.name = 'KeyValueUnavailable';
  }
}

/** True for `KeyValueUnavailable`, also of another copy of this module: Next compiles the start hook and the routes apart. */
export const isKeyValueUnavailable = (error: unknown): boolean =>
  error instanceof Error && error.name === 'KeyValueUnavailable';

/** The prefix of every key of one listener: by it their entries are deleted with the account. */
export const listenerKeys = (userId: number): string => `user:${userId}:`;
