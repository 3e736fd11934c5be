import { beforeEach, expect, it, vi } from 'vitest';
import * as exclusions from '@/app/api/exclusions/route';
import * as imports from '@/app/api/import/route';
import * as removals from '@/app/api/removals/route';
import { OddRows } from '@/lib/import/odd-rows';
import type { RouteHandler } from '@/middleware/route';
import { removePlays } from '@/services/history/remove-plays';
import { call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepHostileArchive, longName } from '../../support/import/hostile-archive';
import { reader, usePageSettings } from '../../support/routes/page-reader';
import { openPage, type PageAsk, pagePaths } from '../../support/routes/pages-on-disk';

vi.mock('next/headers', async () => (await import('../../support/routes/page-reader')).nextHeaders());

usePageSettings();
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ cookie: reader.cookie }),
  cookies: async () => ({ get: () => undefined }),
}));

const stage = useHttpStage();
const MEGABYTE = 1_000_000;
let userId: number;

beforeEach(async () => {
  const browser = await signedInBrowser(stage(), 'regular');
  reader.cookie = browser.cookieHeader();
  const { db } = stage().deps;
  userId = (await db.user.findUniqueOrThrow({ where: { spotifyId: 'regular' } })).id;
  await keepHostileArchive(stage(), userId);
  await db.user.update({ where: { id: userId }, data: { name: longName(1) } });
});

/** Fifty files with an odd row in each of 1,200, and as much as can be removed and left out of what has a hundred artists. */
async function doMuch(): Promise<void> {
  const { deps } = stage();
  const odd = new OddRows();
  for (let file = 0; file < 1_200; file += 1) odd.note(longName(file).slice(0, 120), 'unreadable', 1);
  const [at, name] = [deps.clock.now(), longName(1).slice(0, 120)];
  const file = { userId, fileName: name, fileBytes: 1n, createdAt: at, finishedAt: at, deadlineAt: at };
  const job = {
    ...file,
    format: 'extended_history',
    status: 'succeeded',
    rowsTotal: 1,
    rowsDone: 1,
  } as const;
  const skippedFiles = Array.from({ length: 100 }, () => ({ name, reason: 'noRows' }));
  const read = { ...job, covers: {}, errors: odd.sentences(), skippedFiles };
  await deps.db.importJob.createMany({ data: Array.from({ length: 50 }, () => read) });
  const tracks = await deps.db.track.findMany({ orderBy: { name: 'asc' } });
  const createdAt = at;
  const exclusion = ({ id }: { id: number }) => ({ userId, kind: 'track' as const, trackId: id, createdAt });
  await deps.db.exclusion.createMany({ data: tracks.map(exclusion) });
  const many = { track: { name: longName(40) }, userId };
  const { playedAt, trackId } = await deps.db.playEvent.findFirstOrThrow({ where: many });
  const { label } = await removePlays(deps, userId, { what: 'play', playedAt, trackId });
  const removal = { userId, label, removedAt: at };
  await deps.db.playRemoval.createMany({ data: Array.from({ length: 99 }, () => removal) });
}

const LISTS: [string, RouteHandler][] = [
  ['/api/import', imports.GET],
  ['/api/removals', removals.GET],
  ['/api/exclusions', exclusions.GET],
];

it('the lists of what a listener did are less than a megabyte', async () => {
  await doMuch();
  for (const [path, get] of LISTS) {
    const text = await (await call(get, path, { headers: { cookie: reader.cookie } })).text();
    expect([path, Buffer.byteLength(text) < MEGABYTE]).toEqual([path, true]);
  }
});

/** The addresses at which a page has most to show. */
function asksOf(path: string): PageAsk[] {
  const searchParams = { range: 'all', short: 'true' };
  const year = String(stage().deps.clock.now().getUTCFullYear());
  if (path.includes('[year]')) return [{ params: { year, month: '11' } }, { params: { year, month: '10' } }];
  if (path.includes('[id]')) return ['1', '40', '41'].map((id) => ({ params: { id }, searchParams }));
  return [{ searchParams }, { searchParams: { ...searchParams, q: '椎' } }];
}

it('every page is less than a megabyte: its text, and once more what a browser gets for its scripts', async () => {
  await doMuch();
  for (const path of pagePaths) {
    for (const ask of asksOf(path)) {
      const bytes = Buffer.byteLength((await openPage(path, ask)) ?? '');
      expect([path, ask, bytes < MEGABYTE / 2 || bytes]).toEqual([path, ask, true]);
    }
  }
}, 120_000);
