const STEPS = 5;

const FILLS = ['fill-q0', 'fill-q1', 'fill-q2', 'fill-q3', 'fill-q4', 'fill-q5'] as const;

/** How dark a cell is: 0 for nothing, else 1 to 5 in even steps up to the largest. */
export function densityStep(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(STEPS, Math.max(1, Math.ceil((value / largest) * STEPS)));
}

export const densityFill = (value: number, largest: number): string =>
  FILLS[densityStep(value, largest)] ?? FILLS[0];
