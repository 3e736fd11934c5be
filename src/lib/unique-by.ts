/** One item of each key, the last of several, in the order in which the keys first come. */
export const uniqueBy = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];
