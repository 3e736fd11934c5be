import { appendFileSync } from 'node:fs';

/**
 * One measured figure and its goal, for the table of `npm run bench`, which names a file in BENCH_RESULTS.
 * @param {{ bench: string; what: string; value: number; atMost?: number; atLeast?: number }} result without a goal it is
 * shown and not judged
 * @returns whether the goal is met
 */
export function record(result) {
  const { value, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = result;
  const isMet = value <= atMost && value >= atLeast;
  const file = process.env.BENCH_RESULTS;
  if (file) appendFileSync(file, `${JSON.stringify({ ...result, isMet })}\n`);
  return isMet;
}
