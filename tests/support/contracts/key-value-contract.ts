import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { KeyValue } from '@/lib/kv/key-value';

export interface KeyValueUnderTest {
  kv: () => KeyValue;
  /** Lets this many seconds of the store's time pass. */
  pass: (seconds: number) => Promise<void>;
}

const fresh = () => `test:${randomUUID()}`;

function storesText({ kv }: KeyValueUnderTest) {
  it('answers nothing for a key that was never written', async () => {
    expect(await kv().get(fresh())).toBeNull();
  });

  it.each(['', 'true', '42', '007', 'null', '{"a":1}', 'OK', 'Björk – 你好 🎧', ' spaced\r\nlines '])(
    'gives back %j exactly as it was stored',
    async (value) => {
      const key = fresh();
      await kv().set(key, value, 60);
      expect(await kv().get(key)).toBe(value);
      expect(await kv().getMany([key])).toEqual([value]);
    },
  );

  it('answers many keys in their order, with gaps where nothing is stored', async () => {
    const [a, b, missing] = [fresh(), fresh(), fresh()];
    await kv().setMany(
      [
        [a, 'first'],
        [b, 'second'],
      ],
      60,
    );
    expect(await kv().getMany([b, missing, a, b])).toEqual(['second', null, 'first', 'second']);
  });

  it('does nothing when it is handed nothing', async () => {
    await kv().setMany([], 60);
    await kv().delete();
    expect(await kv().getMany([])).toEqual([]);
  });

  it('deletes keys, and ignores missing ones', async () => {
    const [a, b] = [fresh(), fresh()];
    await kv().set(a, '1', 60);
    await kv().delete(a, b);
    expect(await kv().get(a)).toBeNull();
  });

  it('deletes all keys with exactly this prefix, and counts them', async () => {
    const [mine, theirs] = [`${fresh()}:*[a]`, fresh()];
    const alike = `${mine.replace('*', 'x')}:1`;
    await kv().setMany(
      Array.from({ length: 30 }, (_, n) => [`${mine}:${n}`, String(n)] as const),
      60,
    );
    await kv().set(theirs, '1', 60);
    await kv().set(alike, '1', 60);
    expect(await kv().deletePrefix(`${mine}:`)).toBe(30);
    expect(await kv().getMany([`${mine}:0`, `${mine}:29`])).toEqual([null, null]);
    expect(await kv().getMany([theirs, alike])).toEqual(['1', '1']);
    expect(await kv().deletePrefix(`${mine}:`)).toBe(0);
  });

  it('answers a ping', async () => {
    await expect(kv().ping()).resolves.toBeUndefined();
  });
}

function claimsOnce({ kv }: KeyValueUnderTest) {
  it('gives a key to exactly one of many that ask at the same time', async () => {
    const key = fresh();
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => kv().setIfAbsent(key, `owner ${index}`, 60)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await kv().get(key)).toBe(`owner ${claims.indexOf(true)}`);
  });

  it('counts every increment, also those made at the same time', async () => {
    const key = fresh();
    const counts = await Promise.all(Array.from({ length: 20 }, () => kv().increment(key, 60)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
}

function expires({ kv, pass }: KeyValueUnderTest) {
  it('expires a key after its lifetime, and lets it be claimed again', async () => {
    const [single, many, claimed] = [fresh(), fresh(), fresh()];
    await kv().set(single, '1', 2);
    await kv().setMany([[many, '1']], 2);
    expect(await kv().setIfAbsent(claimed, '1', 2)).toBe(true);
    expect(await kv().setIfAbsent(claimed, '2', 2)).toBe(false);
    await pass(3);
    expect(await kv().getMany([single, many, claimed])).toEqual([null, null, null]);
    expect(await kv().setIfAbsent(claimed, '2', 2)).toBe(true);
  });

  it('starts the lifetime of a counter when it is made, not at each increment', async () => {
    const key = fresh();
    expect(await kv().increment(key, 3)).toBe(1);
    await pass(2);
    expect(await kv().increment(key, 3)).toBe(2);
    await pass(2);
    expect(await kv().increment(key, 3)).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a lifetime of %d seconds as a bug',
    async (ttl) => {
      const store = kv();
      await expect(store.set(fresh(), '1', ttl)).rejects.toThrow(RangeError);
      await expect(store.setMany([[fresh(), '1']], ttl)).rejects.toThrow(RangeError);
      await expect(store.setIfAbsent(fresh(), '1', ttl)).rejects.toThrow(RangeError);
      await expect(store.increment(fresh(), ttl)).rejects.toThrow(RangeError);
    },
  );
}

/** What every key-value driver must do; run inside a `describe` of the driver. */
export function describeKeyValueContract(under: KeyValueUnderTest): void {
  storesText(under);
  claimsOnce(under);
  expires(under);
}
