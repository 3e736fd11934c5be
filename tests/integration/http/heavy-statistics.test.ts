import { expect, it } from 'vitest';
import { runtime } from '@/lib/build-deps';
import { useHttpStage } from '../../support/http-stage';

useHttpStage();

const MANY = 30;
const SLOW = 'SELECT sum(n) FROM generate_series(1, 10000) n';

it('heavy statistics that many ask for at once leave health checks, polls and sign-ins their turn', async () => {
  const { statisticsDb, deps } = runtime();
  await deps.db.$queryRaw`SELECT 1`;
  let finished = 0;
  const asked = Array.from({ length: MANY }, async () => {
    await statisticsDb.$queryRawUnsafe(SLOW);
    finished += 1;
  });
  await Promise.race(asked);
  for (let statements = 0; statements < 3; statements += 1) await deps.db.$queryRaw`SELECT 1`;
  expect(finished).toBeLessThan(MANY / 2);
  await Promise.all(asked);
  expect(finished).toBe(MANY);
});
