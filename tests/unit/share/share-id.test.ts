import { describe, expect, it } from 'vitest';
import { createShareId, SHARE_ID } from '@/services/share/share-id';

describe('the id of a shared report', () => {
  it('is twelve characters, each one of 62', () => {
    for (let draw = 0; draw < 62; draw += 1) expect(createShareId(() => draw)).toMatch(SHARE_ID);
    const alphabet = new Set(Array.from({ length: 62 }, (_, draw) => createShareId(() => draw)[0]));
    expect(alphabet.size).toBe(62);
  });

  it('uses every character in every place, about as often, and never repeats itself', () => {
    const ids = Array.from({ length: 20_000 }, () => createShareId());
    expect(new Set(ids).size).toBe(ids.length);
    for (let place = 0; place < 12; place += 1) {
      const counts = new Map<string, number>();
      for (const id of ids) counts.set(id.charAt(place), (counts.get(id.charAt(place)) ?? 0) + 1);
      expect(counts.size).toBe(62);
      // 323 each on average; seven standard deviations either way.
      for (const count of counts.values()) expect(Math.abs(count - 20_000 / 62)).toBeLessThan(126);
    }
  });

  it.each(['', 'nobodyknows', 'nobodyknowsxy', 'nobodyknows-', 'nobodyknows%', 'nobodyknowsé'])(
    'is not %j',
    (text) => {
      expect(SHARE_ID.test(text)).toBe(false);
    },
  );
});
