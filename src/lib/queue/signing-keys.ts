import { hkdfSync } from 'node:crypto';

/** The two keys that may sign a message: a rotation makes `next` the new `current`. */
export interface SigningKeys {
  current: string;
  next: string;
}

// Printed in the QStash SDK (2.12.0) for its development server, so anybody can sign with them.
const PUBLIC_DEVELOPMENT_KEYS: readonly string[] = [
  'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r',
  'sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs',
];

/** True for a key that the QStash SDK publishes for development: accepting it would accept anybody's messages. */
export function isPublicDevelopmentKey(key: string): boolean {
  return PUBLIC_DEVELOPMENT_KEYS.includes(key.trim());
}

function deriveKey(secret: string, purpose: string): string {
  const bytes = hkdfSync('sha256', secret, 'audiospective', `local queue signing key: ${purpose}`, 32);
  return `sig_${Buffer.from(bytes).toString('base64url')}`;
}

/**
 * The keys of the local queue, derived (HKDF, SHA-256) from the application's secret: they need no configuration and do
 * not reveal the secret. The same secret always gives the same keys.
 */
export function deriveLocalSigningKeys(secret: string): SigningKeys {
  if (secret === '') throw new RangeError('The local queue needs a secret to derive its signing keys from');
  return { current: deriveKey(secret, 'current'), next: deriveKey(secret, 'next') };
}
