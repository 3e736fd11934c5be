import { beforeEach, expect, it, vi } from 'vitest';
import * as badge from '@/app/api/badge/[badgeId]/route';
import * as exports from '@/app/api/export/route';
import * as mcp from '@/app/api/mcp/route';
import * as search from '@/app/api/search/route';
import * as share from '@/app/api/share/route';
import * as ownBadge from '@/app/api/user/badge/route';
import { sessionToken } from '@/middleware/session-cookie';
import { makeToken } from '@/services/account/access-tokens';
import { hashToken } from '@/services/account/session-token';
import { BADGE_FIGURES } from '@/services/api/badge-picture';
import { APP, call, signedInBrowser } from '../../support/http-stage';
import { bring, useImportStage } from '../../support/import-stage';
import { falseRow, lies, listed } from '../../support/lies';
import { pageOf, pollPage } from '../../support/poll-stage';
import { reader, usePageSettings } from '../../support/routes/page-reader';
import { openPage, type PageAsk, pagePaths } from '../../support/routes/pages-on-disk';
import { CANARY } from '../../support/routes/route-table';
import { unzipped } from '../../support/unzipped';

vi.mock('next/headers', async () => (await import('../../support/routes/page-reader')).nextHeaders());

usePageSettings();
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ cookie: reader.cookie }),
  cookies: async () => ({ get: () => undefined }),
}));

const a = useImportStage();
let b = '';

/** A's files lie about the music that B has played, before and after Spotify has named it. */
beforeEach(async () => {
  const browser = await signedInBrowser(a(), 'quiet');
  b = browser.cookieHeader();
  await bring(a(), lies);
  for (const playedAt of [listed.playedAt, '2026-02-01T11:00:00.000Z'])
    await pollPage(a(), 'quiet', pageOf({ ...listed, playedAt, isrc: 'REAL1' }));
  await bring(a(), lies);
  await bring(a(), [falseRow]);
});

/** Not the whole canary: a page repeats what was asked. */
const QUERIES = [CANARY.slice(0, 6), 'real', 'track', 'name'];
const YEARS = ['2025', '2026'];

async function reportOf(cookie: string, body: object): Promise<string> {
  const headers = { cookie, origin: APP, 'content-type': 'application/json' };
  const made = await call(share.POST, '/api/share', { method: 'POST', headers, body: JSON.stringify(body) });
  expect(made.status, await made.clone().text()).toBe(201);
  return ((await made.json()) as { shareId: string }).shareId;
}

/** Each page with all that its address can name: music, plays and reports, one's own and the other's. */
async function addresses(cookie: string): Promise<Record<string, PageAsk[]>> {
  const { db } = a().deps;
  const [artists, albums, tracks, plays] = await Promise.all([
    db.artist.findMany(),
    db.album.findMany(),
    db.track.findMany(),
    db.playEvent.findMany(),
  ]);
  const byId = (rows: { id: number }[]) =>
    rows.map(({ id }) => ({ params: { id: String(id) }, searchParams: { range: 'all' } }));
  const shareId = await reportOf(cookie, { title: 'Mine' });
  return {
    '(listener)/album/[id]': byId(albums),
    '(listener)/artist/[id]': byId(artists),
    '(listener)/track/[id]': byId(tracks),
    '(listener)/dashboard': [{}, { searchParams: { range: 'all' } }],
    '(listener)/top': ['tracks', 'artists', 'albums'].map((kind) => ({
      searchParams: { kind, range: 'all' },
    })),
    '(listener)/history': [
      {},
      { searchParams: { short: '1' } },
      ...QUERIES.map((q) => ({ searchParams: { q } })),
    ],
    '(listener)/history/remove': [
      ...plays.map(({ playedAt, trackId }) => ({
        searchParams: { playedAt: playedAt.toISOString(), trackId: String(trackId) },
      })),
      ...artists.map(({ id }) => ({ searchParams: { artistId: String(id) } })),
    ],
    '(listener)/year/[year]': YEARS.map((year) => ({ params: { year } })),
    '(listener)/year/[year]/[month]': YEARS.map((year) => ({ params: { year, month: '02' } })),
    '(listener)/search': QUERIES.map((q) => ({ searchParams: { q } })),
    '(listener)/share/new': [
      {},
      ...tracks.map(({ id }) => ({ searchParams: { kind: 'track', id: String(id) } })),
    ],
    'share/[shareId]': [{ params: { shareId } }],
  };
}

/** All that the listener with this cookie is shown on any page, page by page. */
async function allPages(cookie: string): Promise<Map<string, string>> {
  reader.cookie = cookie;
  const asks = await addresses(cookie);
  const shown = new Map<string, string>();
  for (const path of pagePaths) {
    const texts: (string | null)[] = [];
    for (const ask of asks[path] ?? [{}]) texts.push(await openPage(path, ask));
    shown.set(path, texts.join('\n'));
  }
  return shown;
}

/** What the tools of an assistant answer. */
async function toolAnswers(cookie: string): Promise<string[]> {
  const { deps } = a();
  const { userId } = await deps.db.session.findFirstOrThrow({
    where: { tokenHash: hashToken(sessionToken(new Headers({ cookie }), APP) ?? '') },
  });
  const { token } = await makeToken(deps, userId, { name: 'x', scopes: ['read'], days: 90 });
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  };
  const asked = [
    ...QUERIES.map((q) => ['search', { q }]),
    ...['artist', 'album', 'track'].map((kind) => ['top', { kind }]),
    ['history', {}],
    ['compare', { a: 'all', b: '1y' }],
    ['on_this_day', { day: '2027-01-05' }],
  ];
  const texts: string[] = [];
  for (const [name, args] of asked) {
    const params = { name, arguments: args };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    texts.push(await (await call(mcp.POST, '/api/mcp', { method: 'POST', headers, body })).text());
  }
  return texts;
}

/** What the routes answer that take more than one question. */
async function moreAnswers(cookie: string): Promise<string> {
  const headers = { cookie, origin: APP };
  const texts = await toolAnswers(cookie);
  for (const format of ['csv', 'json', 'excel'])
    texts.push(await (await call(exports.GET, `/api/export?format=${format}`, { headers })).text());
  texts.push(await unzipped(await call(exports.GET, '/api/export?gdpr=true', { headers })));
  for (const q of QUERIES)
    texts.push(await (await call(search.GET, `/api/search?q=${q}`, { headers })).text());
  const shareId = await reportOf(cookie, { title: 'Another' });
  texts.push(await (await call(share.GET, `/api/share?id=${shareId}`)).text());
  const { url } = await (await call(ownBadge.POST, '/api/user/badge', { method: 'POST', headers })).json();
  const badgeId = url.slice(url.lastIndexOf('/') + 1);
  for (const show of BADGE_FIGURES)
    texts.push(await (await call(badge.GET, `/api/badge/x?show=${show}`, {}, { badgeId })).text());
  return texts.join('\n');
}

it('what one listener brings is on no page and in no export, search, report, badge or tool of another', async () => {
  const pages = await allPages(b);
  for (const [path, text] of pages) expect(text, path).not.toContain(CANARY);
  for (const path of [
    'dashboard',
    'history',
    'search',
    'top',
    'track/[id]',
    'artist/[id]',
    'album/[id]',
    'year/[year]',
    'year/[year]/[month]',
  ])
    expect(pages.get(`(listener)/${path}`), path).toContain('Real');
  expect(pages.get('share/[shareId]')).toContain('Real');
  const answers = await moreAnswers(b);
  expect(answers).not.toContain(CANARY);
  expect(answers).toContain('Real Name');

  // It is there to be found: its owner is shown it.
  const own = await allPages(a().cookie);
  for (const path of ['history', 'search', 'track/[id]', 'artist/[id]', 'history/remove'])
    expect(own.get(`(listener)/${path}`), path).toContain(CANARY);
  expect(await moreAnswers(a().cookie)).toContain(CANARY);
});
