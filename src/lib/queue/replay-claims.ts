import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { KeyValue } from '@/lib/kv/key-value';

/** What marks one delivery attempt: a token's id, a message id with its attempt number. */
export interface ReplayClaims {
  /** False when somebody holds one of the marks: this attempt was seen before. */
  claim(marks: readonly string[]): Promise<boolean>;
  /** The work is done: refuse the same attempt for this long. */
  keep(marks: readonly string[], ttlSeconds: number): Promise<void>;
  /** The work failed: let the attempt come again. */
  release(marks: readonly string[]): Promise<void>;
}

// A worker that dies between claim and keep must not lock its message out: the claim ends by itself.
const CLAIM_SECONDS = 60;

// The marks come from outside and may be long or odd; their hash is neither.
const toKey = (mark: string) => `queue:seen:${createHash('sha256').update(mark).digest('base64url')}`;

/**
 * Remembers which deliveries were accepted. When the store is down it says so and lets everything pass: the signature
 * still holds strangers off, and the database's keys still keep plays single.
 */
export function createReplayClaims(kv: KeyValue, logger: Pick<Logger, 'warn'>): ReplayClaims {
  const attempt = async <T>(effect: string, work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      logger.warn({ err: error }, `key-value store unavailable: ${effect}`);
      return otherwise;
    }
  };
  const claimAll = async (keys: readonly string[]) => {
    for (const key of keys) if (!(await kv.setIfAbsent(key, '1', CLAIM_SECONDS))) return false;
    return true;
  };
  return {
    claim: (marks) =>
      attempt('a replayed queue message would be accepted', () => claimAll(marks.map(toKey)), true),
    keep: (marks, ttlSeconds) => {
      const entries = marks.map((mark) => [toKey(mark), '1'] as const);
      return attempt(
        'an accepted queue message was not remembered',
        () => kv.setMany(entries, ttlSeconds),
        undefined,
      );
    },
    release: (marks) =>
      attempt(
        'a failed queue message stays claimed for a minute',
        () => kv.delete(...marks.map(toKey)),
        undefined,
      ),
  };
}
