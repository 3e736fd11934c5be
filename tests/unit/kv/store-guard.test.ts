import { describe, expect, it } from 'vitest';
import { KeyValueUnavailable } from '@/lib/kv/key-value';
import { createStoreGuard, type StoreGuard } from '@/lib/kv/store-guard';
import { createLogger } from '@/lib/logger';
import { forRequest } from '@/lib/request-context';
import { createMovableClock, type MovableClock } from '../../support/movable-clock';
import { readLog } from '../../support/read-log';

const LONGEST_MS = 250;

/** A store whose calls take a given time on the test's clock, and end at the guard's timeout. */
class SlowStore {
  asked = 0;
  waitedMs = 0;

  constructor(
    private readonly guard: StoreGuard,
    private readonly clock: MovableClock,
  ) {}

  ask(takesMs: number): Promise<string> {
    return this.guard.run(async () => {
      this.asked += 1;
      const timeLeft = this.guard.timeLeftMs(LONGEST_MS);
      const waits = Math.min(takesMs, timeLeft);
      this.waitedMs += waits;
      this.clock.advance(waits);
      if (takesMs > timeLeft) throw new Error('aborted');
      return 'answer';
    });
  }
}

function stage() {
  const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'));
  const { log, lines } = readLog();
  const guard = createStoreGuard(clock, createLogger('info', log));
  return { clock, guard, store: new SlowStore(guard, clock), lines };
}

const outcomes = async (calls: (() => Promise<string>)[]) => {
  const results: string[] = [];
  for (const call of calls) {
    results.push(
      await call().catch((error: unknown) => (error instanceof KeyValueUnavailable ? 'away' : 'bug')),
    );
  }
  return results;
};

describe('the guard before the key-value store', () => {
  it.each([
    ['dead', [7_000, 7_000, 7_000, 7_000]],
    ['slow', [200, 200, 200, 200]],
    ['flapping', [240, 1, 7_000, 20, 240, 240]],
    ['hesitant', [30, 30, 30, 240, 240]],
  ])('lets one request wait for 300 ms at most while the store is %s', async (_state, times) => {
    const { store } = stage();
    await forRequest('request-0001', () => outcomes(times.map((ms) => () => store.ask(ms))));
    expect(store.waitedMs).toBeLessThanOrEqual(300);
    expect(store.asked).toBeGreaterThan(0);
  });

  it('calls a dead store once, then fails at once for a while, then lets one call try', async () => {
    const { clock, store } = stage();
    expect(await outcomes([() => store.ask(7_000), () => store.ask(1), () => store.ask(1)])).toEqual([
      'away',
      'away',
      'away',
    ]);
    expect(store.asked).toBe(1);
    clock.advance(2_001);
    const [trying, other] = [store.ask(1), store.ask(1).catch(() => 'away')];
    expect(await Promise.all([trying, other])).toEqual(['answer', 'away']);
    expect(await outcomes([() => store.ask(1), () => store.ask(1)])).toEqual(['answer', 'answer']);
  });

  it('says once that the store is away, however many calls fail, and once that it answers again', async () => {
    const { clock, store, lines } = stage();
    await Promise.all([1, 2, 3].map(() => store.ask(7_000).catch(() => 'away')));
    for (let second = 0; second < 10; second++) {
      clock.advance(1_000);
      await outcomes([() => store.ask(7_000), () => store.ask(7_000)]);
    }
    const away = [40, 'key-value store unavailable: done without it', 'aborted'];
    const logged = () => lines().map(({ level, msg, reason }) => [level, msg, reason]);
    expect(logged()).toEqual([away]);
    clock.advance(2_001);
    await outcomes([() => store.ask(1), () => store.ask(1)]);
    expect(logged()).toEqual([away, [30, 'key-value store answers again', undefined]]);
  });

  it('takes a call that only had the end of its request’s time for no proof of an outage', async () => {
    const { store } = stage();
    await forRequest('request-0001', () => outcomes([() => store.ask(200), () => store.ask(200)]));
    expect(await store.ask(1)).toBe('answer');
  });

  it('counts calls at the same time once', async () => {
    const { clock, guard } = stage();
    await forRequest('request-0001', async () => {
      let finish = () => {};
      const waits = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const calls = [1, 2, 3].map(() => guard.run(() => waits));
      clock.advance(100);
      finish();
      await Promise.all(calls);
      expect(guard.timeLeftMs(1_000)).toBe(200);
    });
  });

  it('lets work that needs many calls take as long as each of them is answered', async () => {
    const { guard, store } = stage();
    await forRequest('request-0001', () =>
      guard.withoutLimit(() => outcomes(Array.from({ length: 20 }, () => () => store.ask(100)))),
    );
    expect(store.waitedMs).toBe(2_000);
  });
});
