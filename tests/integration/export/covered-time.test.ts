import { expect, it } from 'vitest';
import * as taking from '@/app/api/export/route';
import { archivedStretches } from '@/lib/shared/analytics/archived-time';
import { findArchivedTime } from '@/repositories/analytics/find-archived-time';
import { APP, call, signedInBrowser } from '../../support/http-stage';
import { bring, type ImportStage, row, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();

/** The stretches of time that a listener's archive has, as far as whole days tell. */
async function daysOf({ deps, userId }: ImportStage): Promise<string[][]> {
  const { archived } = archivedStretches(await findArchivedTime(deps.db, userId), deps.clock.now());
  return archived.map(({ from, to }) => [from, to].map((at) => new Date(at).toISOString().slice(0, 10)));
}

const exportOf = async ({ cookie }: ImportStage, query = '') =>
  (await call(taking.GET, `/api/export?format=json${query}`, { headers: { cookie } })).text();

async function signIn(listener: string): Promise<ImportStage> {
  const browser = await signedInBrowser(stage(), listener);
  const { id } = await stage().deps.db.user.findFirstOrThrow({ where: { spotifyId: listener } });
  return { ...stage(), cookie: browser.cookieHeader(), userId: id };
}

it('an export brings back which time its archive has, and claims none of the years between', async () => {
  await bring(stage(), [row('2012-03-03T21:14:05Z'), row('2015-03-03T21:14:05Z')]);
  const listed = { id: 'one', name: 'Blink', artists: ['Hiroshi Yoshimura'] };
  await pollPage(stage(), 'regular', pageOf({ ...listed, playedAt: '2026-02-01T10:00:38.400Z' }));
  const days = await daysOf(stage());
  expect(days).toEqual([
    ['2012-03-03', '2015-03-03'],
    ['2026-02-01', stage().deps.clock.now().toISOString().slice(0, 10)],
  ]);
  const restored = await signIn('quiet');
  await bring(restored, await exportOf(stage()));
  expect(await daysOf(restored)).toEqual(days);

  const part = await signIn('heavy');
  await bring(part, await exportOf(stage(), '&from=2014-01-01&to=2026-02-10'));
  expect(await daysOf(part)).toEqual([
    ['2014-01-01', '2015-03-03'],
    ['2026-02-01', '2026-02-11'],
  ]);
});

it('an export claims no time of an import that ended while it was read, whose plays it lacks', async () => {
  await bring(stage(), [row('2012-03-03T21:14:05Z'), row('2015-03-03T21:14:05Z')]);
  const headers = { cookie: stage().cookie };
  // Not through `call`, which reads the whole answer.
  const began = await taking.GET(new Request(`${APP}/api/export?format=json`, { headers }));
  await bring(stage(), [row('2018-03-03T21:14:05Z'), row('2019-03-03T21:14:05Z')]);
  const restored = await signIn('quiet');
  await bring(restored, await began.text());
  expect(await daysOf(restored)).toEqual([['2012-03-03', '2015-03-03']]);
});
