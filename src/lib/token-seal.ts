import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Binds a sealed value to its place: moved to another user or column it cannot be opened. */
export interface SealContext {
  userId: number;
  column: 'access_token' | 'refresh_token';
}

export interface TokenSeal {
  /** `keyName.base64url(iv + tag + ciphertext)`, AES-256-GCM under the newest key. */
  seal(plain: string, context: SealContext): string;
  /** Opens a value sealed under any key of the ring; throws when it was altered, moved, or its key is gone. */
  open(sealed: string, context: SealContext): string;
}

/**
 * Builds the seal from a key ring `name:base64,name:base64`, the newest first. To rotate, put a new key in front and
 * keep the old one until every token has been refreshed once (an hour for active listeners).
 */
export function createTokenSeal(ring: string): TokenSeal {
  const keys = parseRing(ring);
  const [newest] = keys;
  if (!newest) throw new Error('TOKEN_KEYS holds no key');
  const additionalData = (c: SealContext) => Buffer.from(`${c.column}:${c.userId}`);
  return {
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(additionalData(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${newest.name}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const dot = sealed.indexOf('.');
      const entry = keys.find((k) => k.name === sealed.slice(0, dot));
      if (!entry) throw new Error('A token is sealed with a key that TOKEN_KEYS no longer holds');
      const raw = Buffer.from(sealed.slice(dot + 1), 'base64url');
      const iv = raw.subarray(0, IV_BYTES);
      const tag = raw.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', entry.key, iv).setAAD(additionalData(context));
      decipher.setAuthTag(tag);
      return decipher.update(raw.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

function parseRing(ring: string): { name: string; key: Buffer }[] {
  return ring.split(',').map((entry) => {
    const colon = entry.indexOf(':');
    const key = Buffer.from(entry.slice(colon + 1), 'base64');
    if (key.length !== KEY_BYTES) throw new Error('Each key of TOKEN_KEYS must be 32 bytes in base64');
    return { name: entry.slice(0, colon), key };
  });
}
