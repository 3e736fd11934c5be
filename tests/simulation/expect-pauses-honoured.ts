import { expect } from 'vitest';
import type { World } from './world';

/** No call was made during a rate-limit pause whose answer arrived, except for those already under way. */
export function expectPausesHonoured({ stage, rateLimitPauses, answersLostAt }: World): void {
  const noticed = rateLimitPauses.filter(({ from }) => !answersLostAt.includes(from));
  const { recent } = stage.simulator.control.requests();
  const broken = recent.filter(({ at }) => noticed.some(({ from, until }) => from < at && at < until));
  expect(broken, `calls during ${JSON.stringify(noticed)}`).toEqual([]);
}
