import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as share from '@/app/api/share/route';
import * as leaving from '@/app/api/user/delete/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import { DELETION_PHRASE } from '@/lib/shared/account/personal-data';
import { shareReport } from '@/lib/shared/share/share-report';
import { DAY, SECOND } from '@/lib/shared/time';
import { APP, call, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';
import { openPage, openPicture, played, readData, Sharer } from '../../support/share-stage';

const stage = useHttpStage();

/** Status, headers but for those of the one request and of how often its sender asked, and the very bytes. */
async function contentOf(response: Response) {
  const headers = Object.fromEntries(response.headers);
  for (const name of ['x-request-id', 'ratelimit']) delete headers[name];
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers, body: hash('sha256', bytes) };
}

async function problemOf(response: Response) {
  const { requestId: _, ...problem } = await response.json();
  return { status: response.status, ...problem };
}

describe('sharing a report', { timeout: 60_000 }, () => {
  it('gives a link that anyone can open, with what the listener chose to say', async () => {
    const sharer = await Sharer.signIn(stage());
    const made = await sharer.share({
      title: '  My <b>year</b>  ',
      description: 'Two\r\nlines',
      displayName: 'Hannah V.',
      range: '30d',
    });
    expect(made).toMatchObject({
      url: `${APP}/share/${made.shareId}`,
      title: 'My <b>year</b>',
      description: 'Two\nlines',
      dateRange: '30d',
      views: 0,
      isPublic: true,
      isIndexable: false,
      expiresAt: null,
    });
    const html = await openPage(stage(), made.shareId);
    expect(html).toContain('My &lt;b&gt;year&lt;/b&gt;');
    expect(html).toContain('<bdi>Hannah V.</bdi>\u00a0· ');
    expect(html).toContain('10 plays of 4 tracks by 1 artist');
    const data = await (await readData(made.shareId)).json();
    expect(data.report.figures).toMatchObject({ plays: 10, tracks: 4, artists: 1, albums: 1 });
    expect(shareReport.parse(data.report)).toEqual(data.report);
  });

  it('is counted in the pool of statistics, where it keeps nobody else from a connection', async () => {
    const sharer = await Sharer.signIn(stage());
    const current = runtime();
    const statisticsDb = connectDatabase('postgresql://postgres@127.0.0.1:1/postgres');
    provideRuntime({ ...current, statisticsDb });
    expect((await sharer.post({ title: 'A year' })).status).toBe(503);
    await statisticsDb.$disconnect();
  });

  it('has the numbers, dates, clock and first weekday of who reads it', async () => {
    const sharer = await Sharer.signIn(stage());
    await sharer.hasArchivedDays();
    const { shareId } = await sharer.share({ range: '30d' });
    const shownTo = async (locale: string) => {
      const html = (await openPage(stage(), shareId, locale)) ?? '';
      const parts = [/>(Mon|Sun)</, /A snapshot of ([^.]*)/, />(18:00|6\s?PM)</];
      return parts.map((part) => part.exec(html)?.[1]?.replace(/\d+/g, '1'));
    };
    expect(await shownTo('de-DE')).toEqual(['Mon', expect.stringMatching(/^1 [A-Z]\w+ 1$/), '1:1']);
    expect(await shownTo('en-US')).toEqual(['Sun', expect.stringMatching(/^[A-Z]\w+ 1, 1$/), '1 PM']);
  });

  it('has the weeks of the listener who shares it in its series', async () => {
    const sharer = await Sharer.signIn(stage());
    const firstDay = async (locale: string) => {
      await stage().deps.db.user.update({ where: { id: sharer.userId }, data: { locale } });
      const { shareId } = await sharer.share({ range: '1y' });
      const { report } = await (await readData(shareId)).json();
      return new Date(report.trend.points[0].start).getUTCDay();
    };
    expect([await firstDay('en-GB'), await firstDay('en-US')]).toEqual([1, 0]);
  });

  it('can be of one artist, or of one ranking', async () => {
    const sharer = await Sharer.signIn(stage());
    const { id } = await stage().deps.db.artist.findFirstOrThrow();
    const artist = await sharer.share({ kind: 'artist', id: String(id), range: '7d' });
    const page = await openPage(stage(), artist.shareId);
    expect(page).toContain('10 plays of <bdi>Nala Sinephro</bdi>');
    expect(page).toContain('Listening time is estimated: Spotify’s list of plays does not have it');
    const top = await sharer.share({ top: 'track', by: 'time' });
    const { report } = await (await readData(top.shareId)).json();
    expect(report.lists).toMatchObject([{ kind: 'track', by: 'time' }]);
    expect(report.lists[0].entries).toHaveLength(4);
  });

  it('works as a plain form, which is led on to the link', async () => {
    const sharer = await Sharer.signIn(stage());
    const body = new URLSearchParams({
      title: 'Plain',
      description: '',
      displayName: '',
      expiresAt: '',
      isIndexable: 'on',
      range: 'all',
    });
    const response = await call(share.POST, '/api/share', {
      method: 'POST',
      headers: sharer.headers(),
      body,
    });
    expect(response.status).toBe(303);
    const [made] = await sharer.list();
    expect(made).toMatchObject({ title: 'Plain', description: null, isIndexable: true, expiresAt: null });
    expect(response.headers.get('location')).toBe(`/share/new?made=${made?.shareId}`);
  });

  it.each([
    [{ title: ' ' }, 'body.title'],
    [{ title: 'x'.repeat(101) }, 'body.title'],
    [{ title: 'a\u0007b' }, 'body.title'],
    [{ title: 'a\u202eb' }, 'body.title'],
    [{ title: 'a\ud800b' }, 'body.title'],
    [{ title: 'x', description: 'y'.repeat(501) }, 'body.description'],
    [{ title: 'x', displayName: 'z'.repeat(51) }, 'body.displayName'],
    [{ title: 'x', expiresAt: '2020-01-01' }, 'body.expiresAt'],
    [{ title: 'x', expiresAt: 'soon' }, 'body.expiresAt'],
    [{ title: 'x', expiresAt: '2100-01-01' }, 'body.expiresAt'],
    [{ title: 'x', range: '2d' }, 'body.range'],
    [{ title: 'x', kind: 'artist', id: '0' }, 'body.id'],
  ])('refuses %j, naming the field', async (body, field) => {
    const sharer = await Sharer.signIn(stage());
    const response = await sharer.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'VALIDATION_ERROR', field });
    expect(await sharer.list()).toEqual([]);
  });

  it('accepts a title of any 100 characters', async () => {
    const sharer = await Sharer.signIn(stage());
    const title = '🎧'.repeat(100);
    expect((await sharer.share({ title })).title).toBe(title);
  });

  it('has nothing to share of days without a play, and of what was never played', async () => {
    const sharer = await Sharer.signIn(stage());
    expect((await sharer.post({ title: 'x', from: '2001-01-01', to: '2001-01-02' })).status).toBe(400);
    expect((await sharer.post({ title: 'x', kind: 'track', id: '999999' })).status).toBe(404);
  });

  it('is for signed-in listeners, from our own pages', async () => {
    const sharer = await Sharer.signIn(stage());
    const post = (headers: Record<string, string>) =>
      call(share.POST, '/api/share', { method: 'POST', headers, body: JSON.stringify({ title: 'x' }) });
    expect((await post({ origin: APP })).status).toBe(401);
    expect((await post({ ...sharer.headers(), origin: 'https://evil.example' })).status).toBe(403);
    expect((await call(share.GET, '/api/share')).status).toBe(401);
  });
});

describe('a snapshot', { timeout: 60_000 }, () => {
  it('never changes, even after later plays', async () => {
    const sharer = await Sharer.signIn(stage());
    const { shareId } = await sharer.share({ range: 'all' });
    const before = await contentOf(await readData(shareId));
    const page = await openPage(stage(), shareId);
    const { db, clock } = stage().deps;
    await keepPlays(db, sharer.userId, clock.now(), played(clock.now(), 40, 'Later'));
    await db.user.update({ where: { id: sharer.userId }, data: { name: 'Somebody else' } });
    stage().clock.advance(DAY);
    expect(await contentOf(await readData(shareId))).toEqual(before);
    expect(await openPage(stage(), shareId)).toBe(page);
  });

  it('holds nothing of the account but the name that was chosen', async () => {
    const sharer = await Sharer.signIn(stage());
    const { db } = stage().deps;
    const zone = 'Pacific/Chatham';
    const user = await db.user.update({
      where: { id: sharer.userId },
      data: { email: 'canary@example.org', image: 'https://i.scdn.co/image/canary-face', timeZone: zone },
    });
    const { shareId } = await sharer.share({ displayName: 'H.' });
    const png = Buffer.from(await (await openPicture(shareId)).arrayBuffer());
    const everything = [
      await openPage(stage(), shareId),
      await (await readData(shareId)).text(),
      png.toString('latin1'),
    ].join('\n');
    const secrets = [user.email, user.image, user.name, user.spotifyAccountId, zone, user.accessToken];
    for (const secret of [...secrets, user.refreshToken, '"regular"', 'userId'])
      expect(everything).not.toContain(secret);
    expect(everything).toContain('H.');
  });
});

describe('who can see a report', { timeout: 60_000 }, () => {
  it('is the same 404, byte for byte, when it is revoked, hidden, expired or never existed', async () => {
    const sharer = await Sharer.signIn(stage());
    const [revoked, hidden, over] = [await sharer.share(), await sharer.share(), await sharer.share()];
    const ends = new Date(stage().clock.now().getTime() + 30 * SECOND).toISOString();
    expect((await sharer.patch(over.shareId, { expiresAt: ends })).status).toBe(200);
    for (const { shareId } of [revoked, hidden, over])
      expect(await openPage(stage(), shareId)).toContain('A year');
    expect((await sharer.revoke(revoked.shareId)).status).toBe(204);
    expect((await sharer.patch(hidden.shareId, { isPublic: false })).status).toBe(200);
    stage().clock.advance(30 * SECOND);
    const ids = ['nobodyknowsx', revoked.shareId, hidden.shareId, over.shareId, 'no id'];
    for (const id of ids) expect(await openPage(stage(), id)).toBeNull();
    const pictures = await Promise.all(ids.map(async (id) => problemOf(await openPicture(id))));
    for (const picture of pictures) expect(picture).toEqual(pictures[0]);
    const data = await Promise.all(ids.slice(0, 4).map(async (id) => problemOf(await readData(id))));
    for (const datum of data) expect(datum).toEqual(pictures[0]);
    expect(data[0]).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('is a 404 at once when another process revokes or hides it', async () => {
    const sharer = await Sharer.signIn(stage());
    const [revoked, hidden] = [await sharer.share(), await sharer.share()];
    for (const { shareId } of [revoked, hidden]) {
      expect(await openPage(stage(), shareId)).not.toBeNull();
      expect((await openPicture(shareId)).status).toBe(200);
    }
    const { db } = stage().deps;
    await db.shareableReport.delete({ where: { shareId: revoked.shareId } });
    await db.shareableReport.update({ where: { shareId: hidden.shareId }, data: { isPublic: false } });
    for (const { shareId } of [revoked, hidden]) {
      expect(await openPage(stage(), shareId)).toBeNull();
      expect((await openPicture(shareId)).status).toBe(404);
      expect((await readData(shareId)).status).toBe(404);
    }
  });

  it('is public again when its owner decides so', async () => {
    const sharer = await Sharer.signIn(stage());
    const { shareId } = await sharer.share();
    await sharer.patch(shareId, { isPublic: false });
    expect(await openPage(stage(), shareId)).toBeNull();
    await sharer.patch(shareId, { isPublic: true });
    expect(await openPage(stage(), shareId)).not.toBeNull();
  });

  it('can only be changed by its owner: for others it does not exist', async () => {
    const sharer = await Sharer.signIn(stage());
    const { shareId } = await sharer.share();
    const other = await Sharer.signIn(stage(), 'gap', 0);
    const refusals = await Promise.all([
      other.revoke(shareId),
      other.patch(shareId, { isPublic: false }),
      other.revoke('nobodyknowsx'),
      other.patch('nobodyknowsx', { isPublic: false }),
    ]);
    const problems = await Promise.all(refusals.map(problemOf));
    for (const problem of problems) expect(problem).toEqual(problems[0]);
    expect(problems[0]).toMatchObject({ status: 404 });
    expect(await openPage(stage(), shareId)).not.toBeNull();
    expect(await other.list()).toEqual([]);
  });

  it('includes search engines only on request of the owner', async () => {
    const sharer = await Sharer.signIn(stage());
    const { shareId } = await sharer.share();
    const mayBeListed = async () => {
      const picture = await openPicture(shareId);
      const { isIndexable } = await (await readData(shareId)).json();
      return [isIndexable, picture.headers.get('x-robots-tag')];
    };
    expect(await mayBeListed()).toEqual([false, 'noindex']);
    await sharer.patch(shareId, { isIndexable: true });
    expect(await mayBeListed()).toEqual([true, null]);
  });

  it('ends with the last day of the listener’s own calendar', async () => {
    const sharer = await Sharer.signIn(stage());
    const { db } = stage().deps;
    await db.user.update({ where: { id: sharer.userId }, data: { timeZone: 'Asia/Kathmandu' } });
    const { shareId } = await sharer.share({ expiresAt: '2090-05-04' });
    expect((await sharer.list())[0]?.expiresAt).toBe('2090-05-04T18:15:00.000Z');
    await sharer.patch(shareId, { expiresAt: null });
    expect((await sharer.list())[0]?.expiresAt).toBeNull();
  });

  it('is deleted with the account', async () => {
    const sharer = await Sharer.signIn(stage());
    const { shareId } = await sharer.share();
    expect(await openPage(stage(), shareId)).not.toBeNull();
    const body = JSON.stringify({ confirmation: DELETION_PHRASE });
    const init = { method: 'DELETE', headers: sharer.headers(), body };
    expect((await call(leaving.DELETE, '/api/user/delete', init)).status).toBe(200);
    expect(await openPage(stage(), shareId)).toBeNull();
  });
});
