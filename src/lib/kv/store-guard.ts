import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '@/lib/clock';
import { faultReason } from '@/lib/fault-reason';
import { KeyValueUnavailable } from '@/lib/kv/key-value';
import type { Logger } from '@/lib/logger';
import { currentRequest } from '@/lib/request-context';

/**
 * Limits how long callers wait for a slow or dead store. Every call goes through one guard. All calls of one request
 * together wait `STORE_WAIT_MS`; those at the same time count once.
 */
export interface StoreGuard {
  /**
   * Runs one call. After a failure the store counts as unavailable: calls fail at once for a while, then one call tries.
   * @throws KeyValueUnavailable
   */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Runs `work` without the limit of its request: for many calls in a row, as long as the store answers each. */
  withoutLimit<T>(work: () => Promise<T>): Promise<T>;
  /** How long the next call may take, in milliseconds: `longest`, or what is left of its request’s time. */
  timeLeftMs(longest: number): number;
}

interface Budget {
  leftMs: number;
  waiting: number;
  /** When the first of the calls under way began; milliseconds since 1970. */
  since: number;
}

/** How long all calls of one request together may wait for the store, in milliseconds. */
export const STORE_WAIT_MS = 300;

/** How long calls fail at once after the store did not answer. */
const FAIL_FAST_MS = 2_000;

/** A timeout of a call that had less time than this proves nothing about the store. */
const PROOF_MS = 200;

export function createStoreGuard(clock: Clock, logger: Pick<Logger, 'info' | 'warn'>): StoreGuard {
  const budgets = new WeakMap<object, Budget>();
  const unlimited = new AsyncLocalStorage<true>();
  const currentBudget = () => (unlimited.getStore() ? undefined : budgetOfRequest(budgets));
  const now = () => clock.now().getTime();
  const state = followState(logger);
  let failFastUntil = 0;
  const leftMs = () => {
    const budget = currentBudget();
    if (!budget) return Number.POSITIVE_INFINITY;
    return budget.leftMs - (budget.waiting > 0 ? now() - budget.since : 0);
  };
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    const hadTime = leftMs();
    try {
      const value = await onBudget(currentBudget(), now, call);
      state.answered();
      return value;
    } catch (cause) {
      if (hadTime > PROOF_MS) {
        state.failed(cause);
        failFastUntil = now() + FAIL_FAST_MS;
      }
      throw new KeyValueUnavailable(cause);
    }
  };
  return {
    run: async (call) => {
      if (leftMs() < 1) throw new KeyValueUnavailable('The time to wait for the store is used up');
      if (state.isAway() && now() < failFastUntil)
        throw new KeyValueUnavailable('It did not answer a moment ago');
      // Other calls fail at once while this one tries.
      if (state.isAway()) failFastUntil = now() + FAIL_FAST_MS;
      return ask(call);
    },
    withoutLimit: (work) => unlimited.run(true, work),
    timeLeftMs: (longest) => Math.max(1, Math.floor(Math.min(longest, leftMs()))),
  };
}

/** The log gets a line when the store goes and one when it is back, in place of one from each caller. */
function followState(logger: Pick<Logger, 'info' | 'warn'>) {
  let isAway = false;
  return {
    isAway: () => isAway,
    answered: () => {
      if (isAway) logger.info('key-value store answers again');
      isAway = false;
    },
    failed: (cause: unknown) => {
      if (!isAway)
        logger.warn({ reason: faultReason(cause) }, 'key-value store unavailable: done without it');
      isAway = true;
    },
  };
}

/** The time of the running request; background work has no limit. */
function budgetOfRequest(budgets: WeakMap<object, Budget>): Budget | undefined {
  const request = currentRequest();
  if (request === undefined) return undefined;
  const budget = budgets.get(request) ?? { leftMs: STORE_WAIT_MS, waiting: 0, since: 0 };
  budgets.set(request, budget);
  return budget;
}

async function onBudget<T>(
  budget: Budget | undefined,
  now: () => number,
  call: () => Promise<T>,
): Promise<T> {
  if (!budget) return call();
  if (budget.waiting === 0) budget.since = now();
  budget.waiting += 1;
  try {
    return await call();
  } finally {
    budget.waiting -= 1;
    if (budget.waiting === 0) budget.leftMs -= now() - budget.since;
  }
}
