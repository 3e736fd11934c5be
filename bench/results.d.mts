export interface Result {
  bench: string;
  what: string;
  value: number;
  atMost?: number;
  atLeast?: number;
}

/** Tells `npm run bench`, if that runs this; true when the goal is met. */
export function record(result: Result): boolean;
