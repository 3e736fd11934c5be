import { type Machine, machineKindOf } from './machine';

/** What a month of each kind takes, measured against an evening laptop's. */
const EFFORT: Record<Machine['kind'], number> = {
  server: 22,
  'laptop by day': 6,
  'laptop in the evening': 1,
};

/** The seeds in two shares of about the same effort, the long ones first: two workers then end together. */
export function sharesOf(first: number, count: number): [number[], number[]] {
  const effort = (seed: number) => EFFORT[machineKindOf(seed)];
  const seeds = Array.from({ length: count }, (_, place) => first + place);
  const shares: [number[], number[]] = [[], []];
  const efforts = [0, 0];
  for (const seed of seeds.sort((a, b) => effort(b) - effort(a))) {
    const lighter = (efforts[0] ?? 0) <= (efforts[1] ?? 0) ? 0 : 1;
    shares[lighter].push(seed);
    efforts[lighter] = (efforts[lighter] ?? 0) + effort(seed);
  }
  return shares;
}
