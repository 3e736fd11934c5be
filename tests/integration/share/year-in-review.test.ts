import { describe, expect, it } from 'vitest';
import * as ownPicture from '@/app/api/analytics/year/picture/route';
import * as sharedPicture from '@/app/api/share/picture/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { MAX_IMAGE_BYTES } from '@/lib/share/paint';
import { PICTURE_NAMES, PICTURE_SHAPES } from '@/lib/shared/analytics/year/screen';
import { DAY, HOUR, SECOND } from '@/lib/shared/time';
import { APP, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';
import { openPage, openPicture, played, readData, Sharer } from '../../support/share-stage';

const stage = useHttpStage();

/** The year of the plays that a sharer has. */
const thisYear = () => new Date(stage().deps.clock.now().getTime() - 2 * HOUR).getUTCFullYear();

const own = (sharer: Sharer, query: string, headers: Record<string, string> = {}) =>
  call(ownPicture.GET, `/api/analytics/year/picture?${query}`, { headers: sharer.headers(headers) });

const shared = (shareId: string, query = 'picture=hours') =>
  call(sharedPicture.GET, `/api/share/picture?id=${shareId}&${query}`);

/** Painting takes its time: of the upright ones the plainest and the fullest. */
const UPRIGHT = ['hours', 'card'] as const;

async function sizeOf(response: Response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    kind: bytes.subarray(1, 4).toString(),
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    bytes,
  };
}

describe('pictures of a year in review', { timeout: 120_000 }, () => {
  it('are there of each screen and of the whole, upright and square, each small enough to send', async () => {
    const sharer = await Sharer.signIn(stage());
    const looks = new Set<string>();
    for (const shape of PICTURE_SHAPES)
      for (const picture of shape === 'square' ? PICTURE_NAMES : UPRIGHT) {
        const answer = await own(sharer, `year=${thisYear()}&picture=${picture}&shape=${shape}`);
        expect([picture, answer.status]).toEqual([picture, 200]);
        // Ten in ten seconds are allowed.
        stage().clock.advance(SECOND);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        const { kind, width, height, bytes } = await sizeOf(answer);
        expect([kind, width, height]).toEqual(['PNG', 1080, shape === 'story' ? 1920 : 1080]);
        expect(bytes.byteLength).toBeLessThanOrEqual(MAX_IMAGE_BYTES);
        looks.add(bytes.toString('base64'));
      }
    expect(looks.size).toBe(PICTURE_NAMES.length + UPRIGHT.length);
  });

  it('are painted once, until there are new plays', async () => {
    const sharer = await Sharer.signIn(stage());
    const { deps } = stage();
    const query = `year=${thisYear()}&picture=hours`;
    const first = await own(sharer, query);
    const etag = first.headers.get('etag') ?? '';
    expect((await own(sharer, query, { 'if-none-match': etag })).status).toBe(304);
    const more = played(new Date(deps.clock.now().getTime() - 20 * 60_000), 3, 'More');
    await keepPlays(deps.db, sharer.userId, deps.clock.now(), more);
    const second = await own(sharer, query, { 'if-none-match': etag });
    expect(second.status).toBe(200);
    expect(second.headers.get('etag')).not.toBe(etag);
  });

  it('are the listener’s alone, and not there for a year without plays', async () => {
    const sharer = await Sharer.signIn(stage());
    const query = `year=${thisYear()}&picture=card`;
    expect((await call(ownPicture.GET, `/api/analytics/year/picture?${query}`)).status).toBe(401);
    expect((await own(sharer, 'year=2015&picture=card')).status).toBe(404);
    expect((await own(sharer, `year=${thisYear()}&picture=x`)).status).toBe(400);
    const other = await signedInBrowser(stage(), 'gap');
    const headers = { cookie: other.cookieHeader(), origin: APP };
    expect((await call(ownPicture.GET, `/api/analytics/year/picture?${query}`, { headers })).status).toBe(
      404,
    );
  });
});

describe('a shared year in review', { timeout: 120_000 }, () => {
  it('shows its screens and pictures to anyone, and nothing of the account but the chosen name', async () => {
    const sharer = await Sharer.signIn(stage());
    await stage().deps.db.user.update({ where: { id: sharer.userId }, data: { timeZone: 'Asia/Kathmandu' } });
    const { shareId } = await sharer.share({ title: 'Mine', displayName: 'H.', year: String(thisYear()) });
    const { report } = await (await readData(shareId)).json();
    expect(report.review).toMatchObject({ year: thisYear(), month: null, totals: { plays: 10 } });
    // What the page does not show is not in the data either.
    expect(report).toMatchObject({ trend: { points: [] }, activity: { busiest: null }, genres: null });
    const text = JSON.stringify(report);
    expect(text).not.toMatch(/Kathmandu|"id"|"trackId"|"playedAt"|firstPlayedAt|@/);
    const html = (await openPage(stage(), shareId)) ?? '';
    for (const title of ['Most played', 'First and last track', 'Busiest day']) expect(html).toContain(title);
    // Of few days there is no streak to tell of.
    expect(html).not.toContain('Longest streak');
    expect(html).toContain('<bdi>H.</bdi>\u00a0· ');
    expect(html).not.toMatch(/href="\/(history|top|artist|track|album)/);
    expect(html).toContain(`/api/share/picture?id=${shareId}&amp;picture=card&amp;shape=square`);
    const { kind, width, height } = await sizeOf(await shared(shareId, 'picture=top&shape=square'));
    expect([kind, width, height]).toEqual(['PNG', 1080, 1080]);
    expect((await openPicture(shareId)).status).toBe(200);
  });

  it('does not change with later plays; once revoked, its pictures are gone, though they were painted', async () => {
    const sharer = await Sharer.signIn(stage());
    const { deps } = stage();
    const { shareId } = await sharer.share({ year: String(thisYear()) });
    const before = await (await shared(shareId)).text();
    await keepPlays(
      deps.db,
      sharer.userId,
      deps.clock.now(),
      played(new Date(deps.clock.now().getTime() - HOUR / 2), 3, 'M'),
    );
    expect(await (await shared(shareId)).text()).toBe(before);
    await sharer.patch(shareId, { isPublic: false });
    expect((await shared(shareId)).status).toBe(404);
    await sharer.patch(shareId, { isPublic: true });
    expect((await shared(shareId)).status).toBe(200);
    await sharer.revoke(shareId);
    expect((await shared(shareId)).status).toBe(404);
  });

  it('is not shown by pictures that were being painted when it was revoked', async () => {
    const sharer = await Sharer.signIn(stage());
    const imageUrl = 'https://i.scdn.co/image/cover';
    await stage().deps.db.album.updateMany({ data: { imageUrl } });
    for (const picture of [(id: string) => shared(id, 'picture=top'), openPicture]) {
      const { shareId } = await sharer.share({ year: String(thisYear()) });
      const asked: string[] = [];
      const artwork = async (url: string) => {
        asked.push(url);
        await sharer.patch(shareId, { isPublic: false });
        return null;
      };
      const current = runtime();
      provideRuntime({ ...current, deps: { ...current.deps, artwork } });
      const { status } = await picture(shareId);
      provideRuntime(current);
      expect([asked[0], status]).toEqual([imageUrl, 404]);
    }
  });

  it('ends on its last day, with its pictures', async () => {
    const sharer = await Sharer.signIn(stage());
    const at = new Date(stage().deps.clock.now().getTime() + HOUR);
    const { shareId } = await sharer.share({ year: String(thisYear()), expiresAt: at.toISOString() });
    expect((await shared(shareId)).status).toBe(200);
    stage().clock.advance(DAY);
    expect((await shared(shareId)).status).toBe(404);
  });

  it('may be of a month; a report that is no year has none of its pictures', async () => {
    const sharer = await Sharer.signIn(stage());
    const month = new Date(stage().deps.clock.now().getTime() - 2 * HOUR).toISOString().slice(5, 7);
    const ofMonth = await sharer.share({ year: String(thisYear()), month });
    expect((await (await readData(ofMonth.shareId)).json()).report.review).toMatchObject({
      month: Number(month),
    });
    const plain = await sharer.share({ range: '30d' });
    expect((await shared(plain.shareId)).status).toBe(404);
    expect((await sharer.post({ title: 'x', year: '2015' })).status).toBe(400);
    expect((await sharer.post({ title: 'x', year: '20x5' })).status).toBe(400);
  });
});
