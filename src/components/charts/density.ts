import { scaleQuantize } from 'd3-scale';

/** How dark a cell is: 0 for nothing, else 1 to 5 in even steps up to the largest. */
export function densityScale(largest: number): (value: number) => number {
  const step = scaleQuantize([0, largest], [1, 2, 3, 4, 5]);
  return (value) => (value <= 0 || largest <= 0 ? 0 : step(value));
}
