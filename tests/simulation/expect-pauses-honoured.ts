import { expect } from 'vitest';
import type { World } from './world';

/** No call was made while Spotify wanted none and had been noticed, but for those that were under way already. */
export function expectPausesHonoured({ stage, rateLimitPauses, answersLostAt }: World): void {
  const noticed = rateLimitPauses.filter(({ from }) => !answersLostAt.includes(from));
  const { recent } = stage.simulator.control.requests();
  const broken = recent.filter(({ at }) => noticed.some(({ from, until }) => from < at && at < until));
  expect(broken, `calls during ${JSON.stringify(noticed)}`).toEqual([]);
}
