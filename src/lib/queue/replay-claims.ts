import { hash } from 'node:crypto';
import type { Logger } from 'pino';
import type { KeyValue } from '@/lib/kv/key-value';
import { orWithoutStore } from '@/lib/kv/without-store';

/** What identifies one delivery attempt: a token's id, a message id with its attempt number. */
export interface ReplayClaims {
  /** False when one of the marks is taken: this attempt was seen before. */
  claim(marks: readonly string[]): Promise<boolean>;
  /** After success: refuses the same attempt for this long. */
  keep(marks: readonly string[], ttlSeconds: number): Promise<void>;
  /** After a failure: accepts the same attempt again. */
  release(marks: readonly string[]): Promise<void>;
}

// A worker that dies between claim and keep must not block its message: the claim expires.
const CLAIM_SECONDS = 60;

// The marks come from outside and may be long or contain any character, so they are hashed.
const toKey = (mark: string) => `queue:seen:${hash('sha256', mark, 'base64url')}`;

/**
 * Remembers which deliveries were accepted. When the store is down it logs that and accepts everything: the signature
 * still rejects strangers, and the database's keys still deduplicate plays.
 */
export function createReplayClaims(kv: KeyValue, logger: Pick<Logger, 'warn'>): ReplayClaims {
  const claimAll = async (keys: readonly string[]) => {
    for (const key of keys) if (!(await kv.setIfAbsent(key, '1', CLAIM_SECONDS))) return false;
    return true;
  };
  return {
    claim: (marks) =>
      orWithoutStore(
        logger,
        'a replayed queue message would be accepted',
        () => claimAll(marks.map(toKey)),
        true,
      ),
    keep: (marks, ttlSeconds) => {
      const entries = marks.map((mark) => [toKey(mark), '1'] as const);
      return orWithoutStore(
        logger,
        'an accepted queue message was not remembered',
        () => kv.setMany(entries, ttlSeconds),
        undefined,
      );
    },
    release: (marks) =>
      orWithoutStore(
        logger,
        'a failed queue message stays claimed for a minute',
        () => kv.delete(...marks.map(toKey)),
        undefined,
      ),
  };
}
