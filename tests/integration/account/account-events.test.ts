import { describe, expect, it } from 'vitest';
import * as rejectedItems from '@/app/api/rejected-items/route';
import * as user from '@/app/api/user/route';
import type { RouteHandler } from '@/middleware/route';
import { APP, type Browser, call, signedInBrowser, useHttpStage } from '../../support/http-stage';

const stage = useHttpStage();

async function signedIn(listener = 'regular'): Promise<Browser> {
  return signedInBrowser(stage(), listener);
}

const ask = (browser: Browser, handler: RouteHandler, path: string): Promise<Response> =>
  call(handler, path, { headers: { cookie: browser.cookieHeader(), origin: APP } });

const account = async (browser: Browser) => (await ask(browser, user.GET, '/api/user')).json();
const idOf = async (spotifyId: string) =>
  (await stage().deps.db.user.findUniqueOrThrow({ where: { spotifyId } })).id;

describe('what an account shows of its connection and its rejected items', () => {
  const at = new Date('2026-03-01T10:00:00Z');
  const later = new Date('2026-03-01T12:00:00Z');

  it('is the ten newest changes, newest first, of this listener alone', async () => {
    const browser = await signedIn();
    const userId = await idOf('regular');
    await signedIn('heavy');
    const otherId = await idOf('heavy');
    const event = { fromState: 'healthy', toState: 'degraded', failureType: 'NETWORK' } as const;
    const data = Array.from({ length: 12 }, (_, i) => ({
      ...event,
      userId,
      reason: `r${i}`,
      at: new Date(at.getTime() + i),
    }));
    await stage().deps.db.breakerEvent.createMany({
      data: [...data, { ...event, userId: otherId, reason: 'theirs', at: later }],
    });
    const { connectionHistory } = await account(browser);
    expect(connectionHistory).toHaveLength(10);
    expect(connectionHistory[0]).toEqual({
      at: '2026-03-01T10:00:00.011Z',
      from: 'healthy',
      to: 'degraded',
      failureType: 'NETWORK',
      reason: 'r11',
      openUntil: null,
    });
  });

  it('is the count of each reason, and every item whole as a file', async () => {
    const browser = await signedIn();
    const userId = await idOf('regular');
    await signedIn('heavy');
    const otherId = await idOf('heavy');
    const item = (n: number, reason: string, change: object = {}) => ({
      userId,
      reason,
      payload: `[${n},"é\\u0000"]`,
      payloadBytes: 12,
      payloadHash: `${n}`,
      seenAt: at,
      ...change,
    });
    await stage().deps.db.rejectedItem.createMany({
      data: [
        item(1, 'unreadable'),
        item(2, 'episode'),
        item(3, 'episode', { seenAt: later }),
        item(4, 'episode', { userId: otherId, payload: '"theirs"' }),
      ],
    });
    expect((await account(browser)).rejectedItems).toEqual([
      { reason: 'episode', items: 2, lastSeenAt: later.toISOString() },
      { reason: 'unreadable', items: 1, lastSeenAt: at.toISOString() },
    ]);
    const file = await ask(browser, rejectedItems.GET, '/api/rejected-items');
    expect(file.headers.get('content-disposition')).toContain('rejected-items.json');
    expect(await file.json()).toMatchObject([
      { reason: 'unreadable', payload: '[1,"é\\u0000"]', payloadBytes: 12, payloadHash: '1' },
      { reason: 'episode', payload: '[2,"é\\u0000"]' },
      { reason: 'episode', payload: '[3,"é\\u0000"]' },
    ]);
  });
});
