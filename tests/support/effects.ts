import type { Deps } from '@/lib/deps';

/** Stands around each effect on the outside world: lets it run, fails it, or ends the process before or after it. */
export type AroundEffect = <T>(effect: string, run: () => Promise<T>) => Promise<T>;

export type Blow = 'fail_before' | 'fail_after' | 'kill_before' | 'kill_after';

/** What a failing effect throws: an outside fault, as a broken connection would look. */
export class OutsideFault extends Error {
  readonly code = 'ECONNRESET';
  constructor(effect: string) {
    super(`The connection broke during: ${effect}`);
  }
}

/** Deals blows to effects by number. A killed process never goes on: its pending effects never come back. */
export class EffectGate {
  readonly effects: string[] = [];
  private isDead = false;
  private readonly underWay = new Set<Promise<unknown>>();
  private onDeath: () => void = () => {};

  constructor(private readonly blowFor: (index: number, effect: string) => Blow | null) {}

  readonly around: AroundEffect = async (effect, run) => {
    if (this.isDead) return never();
    const index = this.effects.push(effect) - 1;
    const blow = this.blowFor(index, effect);
    if (blow === 'kill_before') return this.die();
    if (blow === 'fail_before') throw new OutsideFault(effect);
    const value = await this.watch(run());
    if (this.isDead) return never();
    if (blow === 'kill_after') return this.die();
    if (blow === 'fail_after') throw new OutsideFault(effect);
    return value;
  };

  /**
   * Runs a piece of work as one process would, and waits until nothing of it is under way any more: what one failure
   * leaves running must not reach into the next delivery. Answers false when the process was killed on the way.
   */
  async live(work: () => Promise<unknown>): Promise<boolean> {
    const death = new Promise<false>((resolve) => {
      this.onDeath = () => resolve(false);
    });
    this.isDead = false;
    try {
      return await Promise.race([work().then(() => true), death]);
    } finally {
      await this.rest();
    }
  }

  private async rest(): Promise<void> {
    do {
      await Promise.allSettled(this.underWay);
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.underWay.size > 0);
  }

  private watch<T>(effect: Promise<T>): Promise<T> {
    this.underWay.add(effect);
    const forget = () => this.underWay.delete(effect);
    effect.then(forget, forget);
    return effect;
  }

  private die(): Promise<never> {
    this.isDead = true;
    this.onDeath();
    return never();
  }
}

const never = () => new Promise<never>(() => {});

/** Every method of a driver becomes an effect; `asDriverError` turns a fault into what that driver throws. */
export function surround<T extends object>(
  name: string,
  driver: T,
  around: AroundEffect,
  asDriverError: (fault: OutsideFault) => Error = (fault) => fault,
): T {
  return new Proxy(driver, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        try {
          return await around(`${name}.${String(property)}`, async () => Reflect.apply(value, target, args));
        } catch (error) {
          throw error instanceof OutsideFault ? asDriverError(error) : error;
        }
      };
    },
  });
}

/** Every statement becomes an effect. */
export function surroundDatabase(db: Deps['db'], around: AroundEffect): Deps['db'] {
  const extended = db.$extends({
    query: {
      $allOperations: ({ operation, model, args, query }) =>
        around(`sql ${model ? `${model}.` : ''}${operation}`, () => query(args)),
    },
  });
  return extended as unknown as Deps['db'];
}
