import { randomBytes, randomInt } from 'node:crypto';
import { hashToken, SESSION_MS } from '@/services/account/session-token';
import type { Installation } from '../tests/support/installation/installation';

/** Milliseconds from the request to the whole page. */
export interface DashboardTimes {
  count: number;
  p50: number;
  p95: number;
}

/** Signs in the first `listeners` listeners, whose dashboards can then be timed one after the other. */
export async function openDashboards({ db, clock, balancer, webs }: Installation, listeners: number) {
  const now = clock.now();
  const cookies = await Promise.all(
    Array.from({ length: listeners }, async (_, index) => {
      const token = randomBytes(32).toString('hex');
      const expiresAt = new Date(now.getTime() + SESSION_MS);
      await db.session.create({
        data: { userId: index + 1, tokenHash: hashToken(token), expiresAt, createdAt: now },
      });
      return `next-auth.session-token=${token}`;
    }),
  );
  const ask = async (number: number): Promise<number> => {
    const begin = performance.now();
    const headers = { cookie: cookies[number % cookies.length] ?? '', 'x-forwarded-for': someAddress() };
    const response = await fetch(`${balancer.url}/dashboard`, { headers, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status !== 200)
      throw new Error(`A dashboard answered ${response.status}.\n${webs.map((web) => web.log()).join('\n')}`);
    return performance.now() - begin;
  };
  return {
    /** Asks for one after the other, for as long as it is told to. */
    measure: async (goesOn: (times: readonly number[]) => boolean): Promise<DashboardTimes> => {
      const times: number[] = [];
      while (goesOn(times)) times.push(await ask(times.length));
      const sorted = times.toSorted((a, b) => a - b);
      const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
      return { count: times.length, p50: at(0.5), p95: at(0.95) };
    },
  };
}

const octet = () => randomInt(256);
const someAddress = () => `10.${octet()}.${octet()}.${octet()}`;
