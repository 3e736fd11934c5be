import { expect } from 'vitest';
import type { World } from './world';

/** No call was made while Spotify wanted none, but for those that were under way already. */
export function expectSilenceKept({ stage, silences }: World): void {
  const { recent } = stage.simulator.control.requests();
  const broken = recent.filter(({ at }) => silences.some(({ from, until }) => from < at && at < until));
  expect(broken, `calls during ${JSON.stringify(silences)}`).toEqual([]);
}
