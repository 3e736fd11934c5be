import { hash, randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { type Logger, pino } from 'pino';
import type { KeyValue } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createSignatureVerifier, type SignatureVerifierSettings } from '@/lib/queue/verify-signature';
import { createMovableClock, type MovableClock } from '../../support/movable-clock';

export const keys = { current: 'sig_of_today', next: 'sig_of_tomorrow' };
export const appUrl = 'https://archive.example';
const path = '/api/cron/archive';
export const url = `${appUrl}${path}`;
export const body = '{"batch":1}';
// Far from the machine's own time on purpose: whatever reads the system clock fails here.
const start = new Date('2031-05-06T07:00:00Z');

export const bodyHash = (text: string) => hash('sha256', text, 'base64url');

export const sign = (payload: JWTPayload, key = keys.current) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key));

export const accepted = { ok: true };
export const refused = (status: 401 | 403, reason: string) => ({ ok: false, error: { status, reason } });

/** One route that verifies, with a clock and a store of its own. */
export class VerifyingRoute {
  readonly clock: MovableClock = createMovableClock(start);
  readonly #kv: KeyValue = createMemoryKeyValue(this.clock);
  readonly #logger: Pick<Logger, 'warn'> = pino({ level: 'silent' });
  #verifier = this.#build({});

  /** Rebuilds the verifier with other settings. */
  configure(changes: Partial<SignatureVerifierSettings>): void {
    this.#verifier = this.#build(changes);
  }

  /** Claims as QStash makes them, with changes; a claim set to undefined is left out. */
  claims(changes: Record<string, unknown> = {}): JWTPayload {
    const now = this.seconds();
    const standard = { iss: 'Upstash', sub: url, iat: now, nbf: now, exp: now + 300, jti: randomUUID() };
    const all = Object.entries({ ...standard, body: bodyHash(body), ...changes });
    return Object.fromEntries(all.filter(([, value]) => value !== undefined));
  }

  seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }

  verify(signature: string | null, more: Record<string, string> = {}, sentBody = body) {
    const headers = new Headers(more);
    if (signature !== null) headers.set('Upstash-Signature', signature);
    return this.#verifier.verify({ path, body: sentBody, headers });
  }

  #build(changes: Partial<SignatureVerifierSettings>) {
    return createSignatureVerifier({
      keys,
      appUrl,
      kv: this.#kv,
      clock: this.clock,
      logger: this.#logger,
      ...changes,
    });
  }
}
