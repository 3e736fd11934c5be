import { hash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Clock } from '@/lib/clock';

const LIFETIME_SECONDS = 5 * 60;

export interface DeliveryToSign {
  /** The full address of the receiver; becomes `sub`. */
  url: string;
  /** The body exactly as sent. */
  body: string;
}

/**
 * The `Upstash-Signature` of one delivery, as QStash makes it: HS256, valid for five minutes, with a new id for
 * every attempt. Source: https://upstash.com/docs/qstash/features/security
 */
export function signDelivery(
  clock: Clock,
  signingKey: string,
  { url, body }: DeliveryToSign,
): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT({ body: hash('sha256', body, 'base64url') })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('Upstash')
    .setSubject(url)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .setJti(`jwt_${randomUUID()}`)
    .sign(new TextEncoder().encode(signingKey));
}
