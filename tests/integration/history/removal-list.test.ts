import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import * as undo from '@/app/api/removals/[id]/undo/route';
import * as removals from '@/app/api/removals/route';
import { APP, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { longName } from '../../support/import/hostile-archive';
import { reader, usePageSettings } from '../../support/routes/page-reader';
import { openPage } from '../../support/routes/pages-on-disk';

vi.mock('next/headers', async () => (await import('../../support/routes/page-reader')).nextHeaders());

usePageSettings();

const stage = useHttpStage();
const MANY = 103;
const List = z.object({ removals: z.array(z.object({ id: z.int() })), nextCursor: z.string().nullable() });
let userId: number;

beforeEach(async () => {
  const browser = await signedInBrowser(stage(), 'regular');
  reader.cookie = browser.cookieHeader();
  const { db } = stage().deps;
  userId = (await db.user.findUniqueOrThrow({ where: { spotifyId: 'regular' } })).id;
});

/** As many removals, two of them in each millisecond. Returns their ids, newest first. */
async function removeMany(name: (n: number) => string): Promise<number[]> {
  const { db, clock } = stage().deps;
  const now = clock.now().getTime();
  const removal = (n: number) => ({ userId, label: name(n), removedAt: new Date(now + Math.floor(n / 2)) });
  const data = Array.from({ length: MANY }, (_, n) => removal(n));
  const made = await db.playRemoval.createManyAndReturn({ data });
  return made.map(({ id }) => id).sort((one, other) => other - one);
}

const get = (path: string) => call(removals.GET, path, { headers: { cookie: reader.cookie } });

async function listedIds(): Promise<number[][]> {
  const pages: number[][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const response = await get(`/api/removals${cursor && `?cursor=${cursor}`}`);
    const list = List.parse(await response.json());
    pages.push(list.removals.map(({ id }) => id));
    cursor = list.nextCursor;
  }
  return pages;
}

describe('removals', () => {
  it('are all listed, a hundred at a time, each once', async () => {
    const ids = await removeMany((n) => `track ${n}`);
    expect(await listedIds()).toEqual([ids.slice(0, 100), ids.slice(100)]);
  });

  it('are all listed where their names are as long as can be', async () => {
    const ids = await removeMany(longName);
    const pages = await listedIds();
    expect(pages.flat()).toEqual(ids);
    expect(pages.length).toBeGreaterThan(2);
  });

  it('can each be undone on the account page or on one that it leads to', async () => {
    const ids = await removeMany((n) => `track ${n}`);
    const undone: number[] = [];
    for (let cursor: string | undefined, page = 1; page <= 2; page += 1) {
      const html = (await openPage('(listener)/me', { searchParams: cursor ? { cursor } : {} })) ?? '';
      undone.push(...[...html.matchAll(/api\/removals\/(\d+)\/undo/g)].map(([, id]) => Number(id)));
      cursor = /\/me\?cursor=([\w-]+)#removed-plays/.exec(html)?.[1];
      expect(cursor === undefined).toBe(page === 2);
    }
    expect(undone).toEqual(ids);
  });

  it('of an older page are undone there: the form leads back to it', async () => {
    const ids = await removeMany((n) => `track ${n}`);
    const { nextCursor } = List.parse(await (await get('/api/removals')).json());
    const html = await openPage('(listener)/me', { searchParams: { cursor: String(nextCursor) } });
    const path = `/api/removals/${ids[100]}/undo?cursor=${nextCursor}`;
    expect(html).toContain(`action="${path}"`);
    const headers = { cookie: reader.cookie, origin: APP };
    const form = { method: 'POST', headers, body: new URLSearchParams() };
    const answer = await call(undo.POST, path, form, { id: String(ids[100]) });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/me?cursor=${nextCursor}#removed-plays`,
    ]);
  });

  it('begin with the newest where a cursor leads nowhere, and say so', async () => {
    const [newest] = await removeMany((n) => `track ${n}`);
    const html = await openPage('(listener)/me', { searchParams: { cursor: 'none' } });
    expect(html?.includes(`/api/removals/${newest}/undo`)).toBe(true);
    expect(html?.includes('leads to no place in your removals')).toBe(true);
    expect((await get('/api/removals?cursor=none')).status).toBe(400);
  });
});
