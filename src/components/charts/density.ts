const STEPS = 5;

const COLOURS = ['text-q0', 'text-q1', 'text-q2', 'text-q3', 'text-q4', 'text-q5'] as const;

/** How dark a cell is: 0 for nothing, else 1 to 5 in even steps up to the largest. */
export function densityStep(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(STEPS, Math.max(1, Math.ceil((value / largest) * STEPS)));
}

export const densityColour = (value: number, largest: number): string =>
  COLOURS[densityStep(value, largest)] ?? COLOURS[0];
