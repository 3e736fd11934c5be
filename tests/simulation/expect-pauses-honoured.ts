import { expect } from 'vitest';
import type { World } from './world';

/** No call was made while Spotify wanted none and had been heard, but for those that were under way already. */
export function expectPausesHonoured({ stage, silences, answersLostAt }: World): void {
  const heard = silences.filter(({ from }) => !answersLostAt.includes(from));
  const { recent } = stage.simulator.control.requests();
  const broken = recent.filter(({ at }) => heard.some(({ from, until }) => from < at && at < until));
  expect(broken, `calls during ${JSON.stringify(heard)}`).toEqual([]);
}
