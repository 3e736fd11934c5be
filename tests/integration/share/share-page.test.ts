import { describe, expect, it } from 'vitest';
import { countView } from '@/services/share/view-counter';
import { getPublicShareReport } from '@/services/share-service';
import { useHttpStage } from '../../support/http-stage';
import { openPage, openPicture, readData, Sharer } from '../../support/share-stage';

const stage = useHttpStage();

async function shared() {
  const sharer = await Sharer.signIn(stage());
  await sharer.hasArchivedDays();
  const { shareId } = await sharer.share({ title: 'A year', displayName: 'Hannah', range: '30d' });
  return { sharer, shareId };
}

describe('the public page', { timeout: 60_000 }, () => {
  it('leads back to Spotify from every name, and besides its tables to nothing of the listener’s own', async () => {
    const { shareId } = await shared();
    const html = (await openPage(stage(), shareId)) ?? '';
    expect(html).toContain('href="https://open.spotify.com/artist/Nala%20Sinephro"');
    expect(html.split('Metadata and artwork from Spotify')).toHaveLength(2);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
    const own = links.filter((href) => !href.startsWith('https://open.spotify.com/'));
    const tables = ['?table=over-time#over-time', '?table=when#when'];
    expect(new Set(own)).toEqual(new Set(['/', '#content', '/privacy', '/terms', '/developers', ...tables]));
  });

  it('says of one artist which share of the time in its days is estimated, as the page of the artist does', async () => {
    const sharer = await Sharer.signIn(stage());
    const { db } = stage().deps;
    const plays = await db.playEvent.findMany({ orderBy: { playedAt: 'asc' } });
    for (const { playedAt, trackId, listenedMs } of plays.slice(0, 4))
      await db.playEvent.updateMany({ where: { playedAt, trackId }, data: { msPlayed: listenedMs } });
    const { id } = await db.artist.findFirstOrThrow();
    const { shareId } = await sharer.share({ kind: 'artist', id: String(id), range: '7d' });
    expect(await openPage(stage(), shareId)).toContain('Listening time is estimated for 60% of the plays');
    const { report } = await (await readData(shareId)).json();
    expect(report.figures).toMatchObject({ plays: 10, estimatedPlays: 6 });
  });

  it('shows the hours of the week only where a week of its days was archived: other hours were not silent', async () => {
    const sharer = await Sharer.signIn(stage());
    const { id } = await stage().deps.db.artist.findFirstOrThrow();
    const showsHours = async (of: Record<string, string>) => {
      const { shareId } = await sharer.share(of);
      return (await openPage(stage(), shareId))?.includes('id="when"');
    };
    const ofListening = { range: '30d' };
    const ofArtist = { ...ofListening, kind: 'artist', id: String(id) };
    expect([await showsHours(ofListening), await showsHours(ofArtist)]).toEqual([false, false]);
    await sharer.hasArchivedDays();
    expect([await showsHours(ofListening), await showsHours(ofArtist)]).toEqual([true, true]);
    expect(await showsHours({ range: '30d', top: 'track' })).toBe(true);
    // A report that was made before the days were counted.
    const { shareId } = await sharer.share({ range: '7d' });
    const { db } = stage().deps;
    const row = await db.shareableReport.findUniqueOrThrow({ where: { shareId } });
    const reportData = JSON.parse(JSON.stringify(row.reportData));
    expect(reportData.activity).toMatchObject({ archivedDays: 7 });
    expect(reportData.activity.unarchivedHours).not.toEqual([]);
    delete reportData.activity.archivedDays;
    delete reportData.activity.unarchivedHours;
    await db.shareableReport.update({ where: { shareId }, data: { reportData } });
    expect(await openPage(stage(), shareId)).toContain('id="when"');
  });

  it('is read from the database once, however many open it at the same moment', async () => {
    const { shareId } = await shared();
    const open = async () => (await getPublicShareReport(stage().deps, shareId))?.report.report;
    const first = await Promise.all(Array.from({ length: 20 }, open));
    expect(first[0]).toMatchObject({ displayName: 'Hannah' });
    // One object for all: parsed once, then kept.
    for (const report of [...first, await open()]) expect(report).toBe(first[0]);
  });
});

describe('the counter of views', { timeout: 60_000 }, () => {
  it('loses none of those that come at the same moment', async () => {
    const { sharer, shareId } = await shared();
    await Promise.all(Array.from({ length: 20 }, () => countView(stage().deps, shareId)));
    expect(await sharer.views(shareId)).toBe(20);
  });

  it('never blocks the page', async () => {
    const { deps, logged } = stage();
    const db = new Proxy(deps.db, {
      get: (target, name) =>
        name === 'shareableReport'
          ? { updateMany: () => Promise.reject(new Error('away')) }
          : Reflect.get(target, name),
    });
    await countView({ db, logger: deps.logger }, 'nobodyknowsx');
    expect(logged.join()).toContain('view count failed');
  });

  it('passes over a report that has gone', async () => {
    const { sharer, shareId } = await shared();
    await sharer.revoke(shareId);
    await countView(stage().deps, shareId);
    expect(stage().logged.join()).not.toContain('view count failed');
  });
});

describe('the picture', { timeout: 60_000 }, () => {
  /** Width, height and the kinds of chunks of a PNG. */
  function readPng(png: Buffer) {
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const chunks: string[] = [];
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
      chunks.push(png.subarray(at + 4, at + 8).toString('latin1'));
    return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), chunks: [...new Set(chunks)] };
  }

  it('is a PNG of 1200 × 630 below 300 kB without anything written into it', async () => {
    const { shareId } = await shared();
    const response = await openPicture(shareId);
    expect(response.headers.get('content-type')).toBe('image/png');
    const png = Buffer.from(await response.arrayBuffer());
    expect(png.byteLength).toBeLessThanOrEqual(300_000);
    expect(readPng(png)).toEqual({ width: 1200, height: 630, chunks: ['IHDR', 'IDAT', 'IEND'] });
  });

  it('is painted once, and caches ask each time whether they may still show it', async () => {
    const { shareId } = await shared();
    const { db } = stage().deps;
    const first = await openPicture(shareId);
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const stored = await db.shareableReport.findUniqueOrThrow({ where: { shareId } });
    expect(Buffer.from(stored.image ?? [])).toEqual(Buffer.from(await first.arrayBuffer()));
    const mark = new Uint8Array([1, 2, 3]);
    await db.shareableReport.update({ where: { shareId }, data: { image: mark } });
    const second = await openPicture(shareId);
    expect([...new Uint8Array(await second.arrayBuffer())]).toEqual([1, 2, 3]);
    const etag = second.headers.get('etag') ?? '';
    expect((await openPicture(shareId, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is painted once, also where covers cannot be had', async () => {
    const sharer = await Sharer.signIn(stage());
    const { db } = stage().deps;
    await db.album.updateMany({ data: { imageUrl: 'https://elsewhere.example/cover.jpg' } });
    const { shareId } = await sharer.share();
    const first = await openPicture(shareId);
    expect(first.status).toBe(200);
    const { image } = await db.shareableReport.findUniqueOrThrow({ where: { shareId } });
    expect(Buffer.from(image ?? [])).toEqual(Buffer.from(await first.arrayBuffer()));
  });
});
