import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { readCsvTable } from '../tests/support/read-csv';
import { recordedHistories } from '../tests/support/recordings';
import { DATA_FOLDER, holdScripts, PRODUCT_URL, resumeSession, totalPlays } from './support/demo';
import { drawnBy } from './support/page-checks';

test('the whole archive is taken along as a table, play by play', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Table (CSV)' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audiospective-[\d-]+\.csv$/);
  const table = readCsvTable(readFileSync(await download.path(), 'utf8'));
  expect(table.length).toBeGreaterThanOrEqual((await totalPlays(page)) - 5);
  const recent = await page.request.get('/api/recent-plays?limit=100');
  const { plays } = (await recent.json()) as {
    plays: { playedAt: string; name: string; spotifyId: string; listenedMs: number }[];
  };
  const lines = new Map(table.map((line) => [`${line.played_at_utc} ${line.track_id}`, line]));
  // The demo's listeners go on playing meanwhile: what came after the export is not in it.
  const before = plays.filter((play) => play.playedAt <= (table.at(-1)?.played_at_utc ?? ''));
  expect(before.length).toBeGreaterThan(50);
  for (const play of before) {
    const line = lines.get(`${new Date(play.playedAt).toISOString()} ${play.spotifyId}`);
    expect(line?.track?.replace(/^'/, '')).toBe(play.name);
    expect(line?.listened_ms).toBe(String(play.listenedMs));
  }
});

test('an export whose reader vanishes has ended on the server, whole or gzipped', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const encoding of ['identity', 'gzip']) {
    const { host, hostname, port } = new URL(PRODUCT_URL);
    const socket = connect(Number(port), hostname);
    const head = [
      'GET /api/export?format=json HTTP/1.1',
      `Host: ${host}`,
      `Cookie: ${cookie}`,
      `Accept-Encoding: ${encoding}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    const requestId = /^x-request-id: (\S+)/im.exec(first.toString('latin1'))?.[1] ?? 'none';
    await expect.poll(() => exportsEnded(requestId), { message: encoding }).toEqual(['aborted']);
    // The demo's database serves one client at a time: an export that still held it would block this request.
    expect((await page.request.get('/api/health/ready')).status()).toBe(200);
  }
});

/** How the exports of this request ended, as the server's log tells it. */
function exportsEnded(requestId: string): string[] {
  const log = readFileSync(join(process.cwd(), DATA_FOLDER, 'server.log'), 'utf8');
  const lines = log.split('\n').filter((line) => line.includes(requestId) && line.includes('export ended'));
  return lines.map((line) => /"outcome":"(\w+)"/.exec(line)?.[1] ?? line);
}

test('everything that is held comes as one file', async ({ page }) => {
  await resumeSession(page, 'Inês Carvalho');
  await page.goto('/me');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download everything' }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  expect(bytes.toString('latin1', 0, 2)).toBe('PK');
  expect(bytes.toString('latin1')).toContain('README.txt');
});

test('a file of Spotify’s becomes plays, and adds nothing the second time', async ({ page }) => {
  const [{ name, text } = { name: '', text: '[]' }] = recordedHistories;
  const buffer = Buffer.from(text);
  const rows = JSON.parse(text) as { ts: string; ms_played: number; master_metadata_track_name: string }[];
  const kept = rows.filter((row) => row.ms_played >= 30_000);
  const file = { name, mimeType: 'application/json', buffer };
  // A file adds its plays once: on each screen to another archive.
  await resumeSession(page, test.info().project.name === 'phone' ? 'Yui Takahashi' : 'Tom Ashby');
  await page.goto('/import');
  await expectStepsOfSpotify(page.getByRole('region', { name: 'How to get it from Spotify' }));
  const imports = page.getByRole('region', { name: 'Choose the file' });
  await imports.getByLabel('Choose a file').setInputFiles(file);
  await expect(imports.getByRole('listitem').first()).toContainText(
    `${kept.length} plays added, ${rows.length - kept.length} saved that are too short to count.`,
    { timeout: 60_000 },
  );
  const [first] = kept;
  if (!first) throw new Error('The file has no play.');
  const day = first.ts.slice(0, 10);
  const found = await page.request.get(`/api/recent-plays?limit=100&before=${nextDay(day)}`);
  const { plays } = (await found.json()) as {
    plays: { playedAt: string; name: string; listenedMs: number; sources: string[] }[];
  };
  expect(plays).toContainEqual(
    expect.objectContaining({
      playedAt: new Date(first.ts).toISOString(),
      name: first.master_metadata_track_name,
      listenedMs: first.ms_played,
      sources: ['extended_history'],
    }),
  );
  await page.reload();
  await imports.getByLabel('Choose a file').setInputFiles(file);
  await expect(imports.getByRole('listitem')).toHaveCount(2);
  // The short ones too: they are held, though they do not count.
  await expect(imports.getByRole('listitem').first()).toContainText(
    `0 plays added, ${rows.length} already in your archive.`,
    {
      timeout: 60_000,
    },
  );
  await expectImportShown(page);
});

/** Which box, how many days, the email, and a reminder. */
async function expectStepsOfSpotify(steps: Locator): Promise<void> {
  for (const step of ['tick Extended streaming history', 'the email that Spotify sends', '30 at most'])
    await expect(steps).toContainText(step);
  const reminder = steps.getByRole('link', { name: 'Remind me in a week' });
  await expect(reminder).toHaveAttribute('href', /^data:text\/calendar.*DTSTART.*%2Fimport/);
}

const comparison = z.object({ current: z.object({ plays: z.int(), estimatedPlays: z.int() }) });
const trends = z.object({ points: z.array(z.object({ archived: z.enum(['all', 'part', 'none']) })) });

/** The time between the file and the first sync is not archived, and what the file reports is no estimate. */
async function expectImportShown(page: Page): Promise<void> {
  const read = async (path: string) => (await page.request.get(path)).json();
  // The demo's listeners go on playing meanwhile.
  await expect(async () => {
    await page.goto('/dashboard?range=all');
    const { plays, estimatedPlays } = comparison.parse(await read('/api/comparison?range=all')).current;
    const share = `estimated for ${Math.round((estimatedPlays / plays) * 100)}% of the plays`;
    await expect(page.getByText(share)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const { points } = trends.parse(await read('/api/analytics/trends?range=all'));
  const overTime = page.getByRole('region', { name: 'Listening per month' });
  const everyDay = page.getByRole('region', { name: 'Every day' });
  expect(points.filter(({ archived }) => archived === 'none').length).toBeGreaterThan(12);
  const lacking = points.filter(({ archived }) => archived !== 'all').length;
  expect(await drawnBy(overTime.locator('[data-gap]'))).toBe(lacking);
  for (const chart of [overTime, everyDay])
    await expect(chart.getByText('not archived, or plays may be missing')).toBeVisible();
}

const photo = { name: 'photo.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') };

test('a file that is none is refused with what to do', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/import');
  const imports = page.getByRole('region', { name: 'Choose the file' });
  await imports.getByLabel('Choose a file').setInputFiles(photo);
  await expect(imports).toContainText('No listening history was found in this file.');
});

test('a file chosen before the scripts of the page have loaded is sent when they have', async ({ page }) => {
  // Somebody else than above: a listener uploads one file at a time.
  await resumeSession(page, 'Inês Carvalho');
  const load = await holdScripts(page);
  await page.goto('/import', { waitUntil: 'commit' });
  const imports = page.getByRole('region', { name: 'Choose the file' });
  await imports.getByLabel('Choose a file').setInputFiles(photo);
  load();
  await expect(imports).toContainText('No listening history was found in this file.');
});

const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10);
