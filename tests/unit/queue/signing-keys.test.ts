import { describe, expect, it } from 'vitest';
import { deriveLocalSigningKeys, isPublicDevelopmentKey } from '@/lib/queue/signing-keys';

const secret = 'a secret of at least thirty-two characters';

describe('the local queue’s signing keys', () => {
  it('are the same for the same secret and different for another', () => {
    expect(deriveLocalSigningKeys(secret)).toEqual(deriveLocalSigningKeys(secret));
    expect(deriveLocalSigningKeys(secret).current).not.toBe(deriveLocalSigningKeys(`${secret}!`).current);
  });

  it('differ from each other and do not show the secret', () => {
    const { current, next } = deriveLocalSigningKeys(secret);
    expect(current).not.toBe(next);
    expect(current).toMatch(/^sig_[\w-]{43}$/);
    expect(`${current}${next}`).not.toContain(secret);
  });

  it('are not derived from nothing', () => {
    expect(() => deriveLocalSigningKeys('')).toThrow(RangeError);
  });

  it('differ from the published development keys', () => {
    expect(isPublicDevelopmentKey('sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r')).toBe(true);
    expect(isPublicDevelopmentKey(' sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs\n')).toBe(true);
    expect(isPublicDevelopmentKey(deriveLocalSigningKeys(secret).current)).toBe(false);
  });
});
