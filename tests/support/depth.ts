/** `npm run test:deep` sets it: every repetition, on both databases. Without it each case runs once, with few repetitions. */
const isDeep = process.env.TEST_DEPTH === 'deep';

/** How many times a test repeats what it tries with generated input: `usual` with every run, `deep` at night. */
export const repetitions = (usual: number, deep: number): number => (isDeep ? deep : usual);

/** All items at night; with every run one in `oneIn`, spread evenly over the list, from the item at `first` on. */
export const sample = <T>(items: readonly T[], oneIn: number, first = 0): T[] =>
  items.filter((_, index) => isDeep || index % oneIn === first % oneIn);
