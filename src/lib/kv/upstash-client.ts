import { Redis } from '@upstash/redis';
import { makeScriptsPortable } from '@/lib/kv/portable-scripts';
import type { StoreGuard } from '@/lib/kv/store-guard';

export interface UpstashSettings {
  /** `UPSTASH_REDIS_REST_URL`. */
  url: string;
  token: string;
  /** The longest that one call may take, in milliseconds; 250 unless given. */
  timeoutMs?: number;
}

/**
 * The REST client, set to return values as stored: by default it turns the string `'true'` into a boolean. Every call is
 * one request, never retried, and ends within `timeoutMs`, or earlier when `guard` has less time left.
 */
export function createUpstashClient(
  { url, token, timeoutMs = 250 }: UpstashSettings,
  guard: StoreGuard,
): Redis {
  const redis = new Redis({
    url,
    token,
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
    retry: { retries: 0 },
    // A function on purpose: with a plain signal, the client returns the text "Aborted" as the value of an aborted call.
    signal: () => AbortSignal.timeout(guard.timeLeftMs(timeoutMs)),
  });
  makeScriptsPortable(redis);
  return redis;
}
