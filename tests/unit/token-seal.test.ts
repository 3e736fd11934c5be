import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenSeal, type SealContext } from '@/lib/token-seal';

const newKey = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;
const context: SealContext = { userId: 7, column: 'access_token' };

describe('a sealed token', () => {
  it('decrypts to the original, for any text', () => {
    const seal = createTokenSeal(newKey('k1'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => {
        expect(seal.open(seal.seal(plain, context), context)).toBe(plain.toWellFormed());
      }),
    );
  });

  it('does not show the token, and is another text each time', () => {
    const seal = createTokenSeal(newKey('k1'));
    const sealed = seal.seal('BQD-secret', context);
    expect(sealed).toMatch(/^k1\.[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('BQD-secret');
    expect(seal.seal('BQD-secret', context)).not.toBe(sealed);
  });

  it('cannot be opened in the row of another user, or in another column', () => {
    const seal = createTokenSeal(newKey('k1'));
    const sealed = seal.seal('secret', context);
    expect(() => seal.open(sealed, { ...context, userId: 8 })).toThrow();
    expect(() => seal.open(sealed, { ...context, column: 'refresh_token' })).toThrow();
  });

  it('cannot be opened once a single character was changed', () => {
    const seal = createTokenSeal(newKey('k1'));
    const [name, body = ''] = seal.seal('secret', context).split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(() => seal.open(`${name}.${altered.toString('base64url')}`, context)).toThrow();
    }
  });
});

describe('the key ring', () => {
  it('seals with the newest key and still opens what older keys sealed', () => {
    const [old, young] = [newKey('k1'), newKey('k2')];
    const sealed = createTokenSeal(old).seal('secret', context);
    const rotated = createTokenSeal(`${young},${old}`);
    expect(rotated.open(sealed, context)).toBe('secret');
    expect(rotated.seal('secret', context)).toMatch(/^k2\./);
  });

  it('says that the key is gone, when it is', () => {
    const sealed = createTokenSeal(newKey('k1')).seal('secret', context);
    expect(() => createTokenSeal(newKey('k2')).open(sealed, context)).toThrow(/TOKEN_KEYS no longer holds/);
  });

  it('refuses a key of another length', () => {
    expect(() => createTokenSeal(`k1:${randomBytes(16).toString('base64')}`)).toThrow(/32 bytes/);
  });
});
