import { Redis } from '@upstash/redis';
import type { StoreGuard } from '@/lib/kv/store-guard';

export interface UpstashSettings {
  /** `UPSTASH_REDIS_REST_URL`. */
  url: string;
  token: string;
  /** The longest that one call may take, in milliseconds; 250 unless given. */
  timeoutMs?: number;
}

/**
 * The REST client, told to hand back what was stored: left alone it turns the string `'true'` into a boolean. Every call
 * is one request, never repeated, and ends within `timeoutMs`, or earlier where `guard` has less time left.
 */
export function createUpstashClient(
  { url, token, timeoutMs = 250 }: UpstashSettings,
  guard: StoreGuard,
): Redis {
  return new Redis({
    url,
    token,
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
    retry: { retries: 0 },
    // A function on purpose: handed a plain signal, the client answers an aborted call with the text "Aborted" as its value.
    signal: () => AbortSignal.timeout(guard.patienceMs(timeoutMs)),
  });
}
