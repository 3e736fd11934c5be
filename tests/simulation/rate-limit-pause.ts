import type { Simulator } from '../../simulator/simulator';

/** From the answer that asked for it until its retry-after has passed, ms UTC. */
export interface RateLimitPause {
  from: number;
  until: number;
}

/**
 * Every rate-limit pause of the application after the first `known` ones: the rules strike in the order
 * in which they were made.
 */
export function pausesAfter(known: number, { control }: Simulator): RateLimitPause[] {
  const asked = control
    .faults()
    .flatMap(({ fault, struck }) =>
      struck > 0 && 'retryAfterSeconds' in fault ? [fault.retryAfterSeconds] : [],
    );
  const answers = control
    .requests()
    .recent.filter(({ status }) => status === 429)
    .slice(known);
  if (answers.length !== asked.length) throw new Error('The log does not hold every 429 any more');
  return answers.map(({ at }, place) => ({ from: at, until: at + (asked[place] ?? 0) * 1000 }));
}
