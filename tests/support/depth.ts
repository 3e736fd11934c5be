/** `npm run test:deep` sets it: every repetition, on both databases. Without it each case runs once, with few repetitions. */
const isDeep = process.env.TEST_DEPTH === 'deep';

/** How many times a test repeats what it tries with generated input: `usual` with every run, `deep` at night. */
export const repetitions = (usual: number, deep: number): number => (isDeep ? deep : usual);

/** All items at night; with every run a part of them, spread evenly over the list. */
export const sample = <T>(items: readonly T[], oneIn: number): T[] =>
  items.filter((_, index) => isDeep || index % oneIn === 0);
