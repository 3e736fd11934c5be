import { describe, expect, it } from 'vitest';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { SECOND } from '@/lib/shared/time';
import { APP, useHttpStage } from '../support/http-stage';
import { CHROME, open, openPicture, Sharer } from '../support/share-stage';
import { waitUntil } from '../support/wait-until';

const stage = useHttpStage();

async function shared() {
  const sharer = await Sharer.signIn(stage());
  return { sharer, shareId: (await sharer.share({ title: 'A year', displayName: 'Hannah' })).shareId };
}

describe('the public page', { timeout: 60_000 }, () => {
  it('may be kept by caches for a minute, and is not sent twice to whoever has it', async () => {
    const { shareId } = await shared();
    const first = await open(shareId);
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60, must-revalidate');
    expect(first.headers.get('set-cookie')).toBeNull();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    const again = await open(shareId, { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await open(shareId, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('holds no script, and a policy under which none could run', async () => {
    const { shareId } = await shared();
    const page = await open(shareId);
    const html = await page.text();
    expect(html).not.toMatch(/<script|\son\w+=|\sstyle=|javascript:/i);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|nonce/);
  });

  it('says what previews of links need, and where it truly lives', async () => {
    const { shareId } = await shared();
    const html = await (await open(shareId)).text();
    const url = `${APP}/share/${shareId}`;
    for (const part of [
      `<link rel="canonical" href="${url}"/>`,
      '<meta property="og:title" content="A year"/>',
      `<meta property="og:image" content="${url}/image.png"/>`,
      '<meta property="og:image:width" content="1200"/>',
      '<meta name="twitter:card" content="summary_large_image"/>',
      '10 plays of 4 tracks by 1 artist',
    ])
      expect(html).toContain(part);
  });

  it('leads back to Spotify from every name', async () => {
    const { shareId } = await shared();
    const html = await (await open(shareId)).text();
    expect(html).toContain('href="https://open.spotify.com/artist/Nala%20Sinephro"');
    expect(html).toContain('Metadata and artwork from Spotify');
  });

  it('asks the database no more than once in five seconds, and learns then what another process did', async () => {
    const { shareId } = await shared();
    const { db } = stage().deps;
    expect((await open(shareId)).status).toBe(200);
    await db.shareableReport.delete({ where: { shareId } });
    expect((await open(shareId)).status).toBe(200);
    stage().clock.advance(5 * SECOND);
    expect((await open(shareId)).status).toBe(404);
  });
});

describe('the counter of views', { timeout: 60_000 }, () => {
  const ROBOTS = [
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'WhatsApp/2.23.20.0',
    'curl/8.5.0',
  ];

  it('counts those who open the page, in batches, and never lets them wait', async () => {
    const { sharer, shareId } = await shared();
    const etag = (await open(shareId)).headers.get('etag') ?? '';
    await Promise.all(Array.from({ length: 20 }, () => open(shareId)));
    await open(shareId, { 'if-none-match': etag });
    await waitUntil('all views are counted', async () => (await sharer.views(shareId)) === 22);
  });

  it('passes over the owner, robots, looks ahead, scripts and HEAD', async () => {
    const { sharer, shareId } = await shared();
    await open(shareId, sharer.headers());
    for (const robot of ROBOTS) await open(shareId, { 'user-agent': robot });
    await open(shareId, { 'sec-purpose': 'prefetch;prerender' });
    await open(shareId, { purpose: 'prefetch' });
    await open(shareId, { 'sec-fetch-dest': 'empty' });
    await open(shareId, {}, 'HEAD');
    await open(shareId, { 'user-agent': CHROME });
    const other = await Sharer.signIn(stage(), 'gap', 0);
    await open(shareId, other.headers());
    await waitUntil('the two others are counted', async () => (await sharer.views(shareId)) === 2);
    // The owner's own visit, the first of all, would have been in the same batch.
    expect(await sharer.views(shareId)).toBe(2);
  });

  it('never stands in the way of the page', async () => {
    const { shareId } = await shared();
    const current = runtime();
    const db = new Proxy(current.deps.db, {
      get: (target, name) =>
        name === '$executeRaw' ? () => Promise.reject(new Error('away')) : Reflect.get(target, name),
    });
    provideRuntime({ ...current, deps: { ...current.deps, db } });
    expect((await open(shareId)).status).toBe(200);
    await waitUntil('the failure is told in the log', () =>
      stage().logged.some((line) => line.includes('could not be counted')),
    );
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

  it('is painted once, and not sent twice to whoever has it', async () => {
    const { shareId } = await shared();
    const { db } = stage().deps;
    const first = await openPicture(shareId);
    const stored = await db.shareableReport.findUniqueOrThrow({ where: { shareId } });
    expect(Buffer.from(stored.image ?? [])).toEqual(Buffer.from(await first.arrayBuffer()));
    const mark = new Uint8Array([1, 2, 3]);
    await db.shareableReport.update({ where: { shareId }, data: { image: mark } });
    const second = await openPicture(shareId);
    expect([...new Uint8Array(await second.arrayBuffer())]).toEqual([1, 2, 3]);
    const etag = second.headers.get('etag') ?? '';
    expect((await openPicture(shareId, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is painted without covers that cannot be had, but not kept so', async () => {
    const sharer = await Sharer.signIn(stage());
    const { db } = stage().deps;
    await db.album.updateMany({ data: { imageUrl: 'https://elsewhere.example/cover.jpg' } });
    const { shareId } = await sharer.share();
    expect((await openPicture(shareId)).status).toBe(200);
    expect((await db.shareableReport.findUniqueOrThrow({ where: { shareId } })).image).toBeNull();
  });
});
