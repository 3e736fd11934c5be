/**
 * A lifetime that every store accepts: whole seconds, at least one.
 * @throws RangeError for anything else, which is a bug of the caller (Redis would reject it, memory would not).
 */
export function requireLifetime(ttlSeconds: number): number {
  if (Number.isSafeInteger(ttlSeconds) && ttlSeconds >= 1) return ttlSeconds;
  throw new RangeError(`A key needs a lifetime in whole seconds, at least 1; got ${ttlSeconds}`);
}
