import { Receiver } from '@upstash/qstash';
import { decodeJwt } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '@/lib/clock';
import type { KeyValue } from '@/lib/kv/key-value';
import { createReplayClaims, type ReplayClaims } from '@/lib/queue/replay-claims';
import type { SigningKeys } from '@/lib/queue/signing-keys';
import { err, ok, type Result } from '@/lib/shared/result';
import { DAY, SECOND } from '@/lib/shared/time';

interface DeliveredRequest {
  /** The route's own path, e.g. `/api/cron/archive`. */
  path: string;
  /** The body exactly as received, before any parsing. */
  body: string;
  headers: Pick<Headers, 'get'>;
}

/** A message from the queue, for this route, not seen before. */
export interface VerifiedMessage {
  body: string;
  /** Call after success: the same delivery is refused from now on. Never throws. */
  done(): Promise<void>;
  /** Call after a failure: the same delivery is accepted again. Never throws. */
  release(): Promise<void>;
}

/** 401: not proven to be from our queue. 403: from our queue, but for another route or seen before. */
interface SignatureRefusal {
  status: 401 | 403;
  reason: 'missing' | 'invalid' | 'expired' | 'not-yet-valid' | 'lifetime' | 'wrong-url' | 'replayed';
  /** For the log; reveals no keys. */
  message: string;
}

export interface SignatureVerifier {
  /** Never throws: any input gives a message or a refusal. */
  verify(request: DeliveredRequest): Promise<Result<VerifiedMessage, SignatureRefusal>>;
}

export interface SignatureVerifierSettings {
  keys: SigningKeys;
  appUrl: string;
  kv: KeyValue;
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
}

/** Tolerated difference between this clock and the queue's, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** QStash's tokens are valid for five minutes; one with a much longer lifetime is not from QStash. */
const MAX_LIFETIME_SECONDS = 15 * 60;
// The Receiver reads the system clock only: its tolerance is set to a century, and times are checked here, by our clock.
const ANY_TIME_SECONDS = (100 * 365 * DAY) / SECOND;

const Claims = z.object({
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().nonnegative().optional(),
  jti: z.string().min(1),
});
type Claims = z.output<typeof Claims>;

const refuse = (status: 401 | 403, reason: SignatureRefusal['reason'], message: string) =>
  err<SignatureRefusal>({ status, reason, message });

/** Signature, issuer, exact body and, when given, the address. */
async function isSigned(receiver: Receiver, signature: string, body: string, url?: string): Promise<boolean> {
  try {
    return await receiver.verify({ signature, body, url, clockTolerance: ANY_TIME_SECONDS });
  } catch {
    return false;
  }
}

function readClaims(signature: string): Claims | null {
  try {
    return Claims.safeParse(decodeJwt(signature)).data ?? null;
  } catch {
    return null;
  }
}

function checkTimes({ exp, nbf, iat }: Claims, now: number): Result<null, SignatureRefusal> {
  if (exp <= now - CLOCK_TOLERANCE_SECONDS) return refuse(401, 'expired', 'The signature has expired');
  if (Math.max(nbf ?? 0, iat ?? 0) > now + CLOCK_TOLERANCE_SECONDS) {
    return refuse(401, 'not-yet-valid', 'The signature is from the future: compare the clocks');
  }
  if (exp > now + MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS) {
    return refuse(401, 'lifetime', 'The signature is valid for longer than the queue signs');
  }
  return ok(null);
}

async function checkSignature(receiver: Receiver, signature: string, body: string, url: string) {
  if (await isSigned(receiver, signature, body, url)) return ok(null);
  if (await isSigned(receiver, signature, body)) {
    return refuse(
      403,
      'wrong-url',
      `The message is signed for another address than ${url}: check the address that this application is configured with`,
    );
  }
  return refuse(401, 'invalid', 'The signature does not match this message');
}

/** The id of a message is the same in every attempt. */
function attemptOf(headers: Pick<Headers, 'get'>): string[] {
  const id = headers.get('upstash-message-id');
  return id === null ? [] : [`message:${id}:${headers.get('upstash-retried') ?? 0}`];
}

async function claimMessage(
  claims: ReplayClaims,
  token: Claims,
  now: number,
  { body, headers }: DeliveredRequest,
): Promise<Result<VerifiedMessage, SignatureRefusal>> {
  const marks = [`token:${token.jti}`, ...attemptOf(headers)];
  if (!(await claims.claim(marks))) return refuse(403, 'replayed', 'This delivery was accepted before');
  const ttlSeconds = Math.max(1, Math.ceil(token.exp - now) + 2 * CLOCK_TOLERANCE_SECONDS);
  return ok({
    body,
    done: () => claims.keep(marks, ttlSeconds),
    release: () => claims.release(marks),
  });
}

/**
 * Checks that a request comes from our queue, is for this route, is fresh, and was not seen before. Both
 * signing keys are accepted, so that keys can be rotated. No other key is accepted, even if the SDK finds one in its
 * environment.
 */
export function createSignatureVerifier(settings: SignatureVerifierSettings): SignatureVerifier {
  const { keys, appUrl, kv, clock, logger } = settings;
  if (keys.current === '' || keys.next === '')
    throw new RangeError('Both signing keys are needed to verify messages');
  const receiver = new Receiver({
    currentSigningKey: keys.current,
    nextSigningKey: keys.next,
    devMode: false,
  });
  const claims = createReplayClaims(kv, logger);
  return {
    verify: async (request) => {
      const signature = request.headers.get('upstash-signature');
      if (!signature) return refuse(401, 'missing', 'The Upstash-Signature header is missing');
      const url = `${appUrl}${request.path}`;
      const signed = await checkSignature(receiver, signature, request.body, url);
      if (!signed.ok) return signed;
      const token = readClaims(signature);
      if (!token) return refuse(401, 'invalid', 'The signature lacks its expiry or its id');
      const now = Math.floor(clock.now().getTime() / 1000);
      const times = checkTimes(token, now);
      return times.ok ? claimMessage(claims, token, now, request) : times;
    },
  };
}
