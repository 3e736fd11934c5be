import { readFileSync } from 'node:fs';
import { inProject } from '../launch/project.mjs';

/** What a listener does on the page before it is photographed, by name: see `act` in the list. */
export const ACTS = {
  startSignIn: async (page) => {
    await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
    await page.getByRole('heading', { name: 'Who is listening?' }).waitFor();
  },
  /** The notice stands outside every page: an error as it has gone is one of the whole document. */
  failWhole: async (page) => {
    await page.evaluate(() => {
      const { removeChild } = Node.prototype;
      Node.prototype.removeChild = function (child) {
        Node.prototype.removeChild = removeChild;
        this.removeChild(child);
        throw new Error('thrown for a picture');
      };
    });
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('heading', { name: 'Audiospective did not load' }).waitFor();
  },
  waitForMusic: (page) =>
    page.getByRole('region', { name: 'Now playing' }).getByRole('link').first().waitFor({ timeout: 120_000 }),
  openGap: async (page) => {
    const banner = page.getByRole('region', { name: 'Plays that may be missing' });
    await banner.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  },
  offerRemoval: async (page) => {
    await page
      .getByRole('link', { name: /^Remove / })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Remove plays' }).waitFor();
  },
  offerLeavingOut: async (page) => {
    await ACTS.offerRemoval(page);
    await page.getByRole('main').getByRole('link', { name: /leave/i }).first().click();
    await page.getByRole('heading', { level: 1, name: /leave/i }).waitFor();
  },
  /** Two letters of an artist's name change places. */
  searchWithTypo: async (page) => {
    const { plays } = await page.request.get('/api/recent-plays').then((answer) => answer.json());
    // Only in letters of which there are few a mistaken one is near to what was meant.
    const name = plays.map(({ artists }) => artists[0]).find((artist) => /^[\w ]{8,}$/.test(artist));
    const [first, second, third, ...rest] = name;
    const typo = [first, third, second, ...rest].join('');
    await page.goto(`/search?q=${encodeURIComponent(typo)}`, { waitUntil: 'networkidle' });
  },
  /** As if three plays had come in since the page was made. */
  hearOfNewPlays: async (page) => {
    const { totalPlays } = await page.request.get('/api/stats').then((answer) => answer.json());
    const now = new Date().toISOString();
    await page.route('**/api/archive/events*', (route) => {
      const since = new URL(route.request().url()).searchParams.get('since');
      const news = { plays: totalPlays + 3, newestPlayAt: now, lastPolledAt: now, since, newer: 3 };
      // The page connects again only long after the picture.
      const body = `retry: 86400000\nevent: state\ndata: ${JSON.stringify(news)}\n\n`;
      return route.fulfill({ contentType: 'text/event-stream', body });
    });
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByText(/new plays? · Show/).waitFor();
  },
  /** On the page that makes a report. */
  makeReport: async (page) => {
    await revokeAlike(page, await page.getByLabel('Title').inputValue());
    // Made too often, the page would show that instead.
    const sharing = '**/api/share';
    await page.route(sharing, async (route) =>
      route.fulfill({ response: await patiently(page, () => route.fetch()) }),
    );
    await page.getByRole('button', { name: 'Make it public' }).click();
    await page.getByRole('heading', { name: 'It is public' }).waitFor();
    await page.unroute(sharing);
    await page.waitForFunction(() => document.querySelector('figure img')?.naturalWidth > 0);
  },
  openReport: async (page) => {
    await ACTS.makeReport(page);
    await page.goto(await page.getByLabel('Link').inputValue());
  },
  openRevokedReport: async (page) => {
    await ACTS.makeReport(page);
    const url = await page.getByLabel('Link').inputValue();
    await send(page, 'DELETE', `/api/share?id=${url.split('/').at(-1)}`);
    await page.goto(url);
  },
  openExpiredReport: async (page, studio) => {
    await ACTS.makeReport(page);
    const url = await page.getByLabel('Link').inputValue();
    await letExpire(studio, url);
    await page.goto(url);
  },
  /** One with an end, one without, and one that has ended. */
  shareSeveral: async (page, studio) => {
    for (const { title, ...what } of severalReports()) {
      await revokeAlike(page, title);
      await send(page, 'POST', '/api/share', { title, ...what });
    }
    const reports = await reportsOf(page);
    await letExpire(studio, reports.at(-1).url);
    await page.reload({ waitUntil: 'networkidle' });
  },
  openLinkPicture: async (page) => {
    await ACTS.makeReport(page);
    await page.goto(`${await page.getByLabel('Link').inputValue()}/image.png`);
  },
  importHistory: async (page) => {
    const buffer = readFileSync(inProject('tests/fixtures/Streaming_History_Audio_2024_0.json'));
    const imports = page.getByRole('list', { name: 'Imports' }).getByRole('listitem');
    // Once for all pictures: another time it would add nothing.
    if ((await imports.count()) > 0) return;
    await chooseFile(page, 'Streaming_History_Audio_2024_0.json', buffer);
    await imports.first().waitFor({ timeout: 60_000 });
    await page.getByRole('progressbar').first().waitFor({ state: 'detached', timeout: 60_000 });
  },
  /** The year of the file. */
  lookBackOnImport: async (page) => {
    await ACTS.importHistory(page);
    await page.goto('/look-back?from=2024-01-01&to=2024-12-31', { waitUntil: 'networkidle' });
    await page.getByRole('region', { name: 'Skips' }).waitFor();
  },
  /** It stays at a third of the plays. */
  changeTimeZone: async (page) => {
    const change = { to: 'Asia/Tokyo', plays: 30_000, countedPlays: 10_000, isStalled: false };
    const state = { timeZone: 'Europe/Berlin', change };
    await page.route('**/api/user/time-zone', (route) => route.fulfill({ json: state }));
    const card = page.getByRole('region', { name: 'Time zone' });
    await card.getByRole('combobox').selectOption('Asia/Tokyo');
    await card.getByRole('button', { name: 'Change' }).click();
    await card.getByRole('progressbar').waitFor();
  },
  /** With the dashboard as it was kept. */
  goOffline: async (page) => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload({ waitUntil: 'networkidle' });
    await page.waitForFunction(() => caches.match('/dashboard', { ignoreVary: true }));
    await page.context().setOffline(true);
    await page.goto('/dashboard');
    await page.getByText(/This is your dashboard as it was on/).waitFor();
  },
  /** Its progress stays at what the first answer says. Another file for each picture: the same would add nothing. */
  importForever: async (page) => {
    await page.route('**/api/import/*/events', () => {});
    const { imports } = await page.request.get('/api/import').then((answer) => answer.json());
    const year = 2019 + imports.length;
    await chooseFile(page, `Streaming_History_Audio_${year}.json`, manyPlays(year, 60_000));
    await page.getByRole('progressbar', { name: 'Import of' }).first().waitFor({ timeout: 60_000 });
    await page
      .getByRole('progressbar', { name: 'Sending the file' })
      .waitFor({ state: 'detached', timeout: 60_000 });
  },
  importNothing: async (page) => {
    await chooseFile(page, 'photo.json', Buffer.from('{"a":1}'));
    await page.getByText('No listening history was found').waitFor();
  },
  /** Something in every list of the account, once for all pictures. */
  useEverything: async (page) => {
    const { tokens } = await page.request.get('/api/user/tokens').then((answer) => answer.json());
    if (tokens.length > 0) return;
    const { plays } = await page.request.get('/api/recent-plays').then((answer) => answer.json());
    const [first, second] = plays;
    await send(page, 'POST', '/api/user/badge');
    await send(page, 'POST', '/api/user/tokens', { name: 'Homepage', scopes: ['read'], days: 90 });
    await send(page, 'POST', '/api/share', { title: 'My autumn', range: '90d' });
    await send(page, 'POST', '/api/exclusions', { kind: 'album', id: first.albumId });
    await send(page, 'POST', '/api/removals', {
      what: 'play',
      playedAt: second.playedAt,
      trackId: second.trackId,
    });
    await page.reload({ waitUntil: 'networkidle' });
  },
  /** By a listener whom no other picture needs; the sign-in creates the account again. */
  deleteAccount: async (page) => {
    await ACTS.startSignIn(page);
    await page.getByRole('button', { name: 'Samir El-Masri' }).click();
    await page.waitForURL(/\/dashboard/);
    await page.goto('/me/delete');
    await page.getByLabel(/To delete your account/).fill('delete my account');
    await page.getByRole('button', { name: 'Delete account' }).click();
    await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor();
  },
};

const severalReports = () => [
  { title: 'Albums of my summer', range: '90d', top: 'album' },
  { title: 'A year of listening', range: '1y' },
  { title: 'This week', range: '7d', expiresAt: `${new Date().getFullYear() + 1}-01-06` },
];

const letExpire = (studio, url) =>
  studio.query(
    `UPDATE shareable_reports SET created_at = now() - interval '8 days', expires_at = now() - interval '1 day'
      WHERE share_id = '${url.split('/').at(-1)}'`,
  );

/** The pictures of one state are four: without this, a list of reports would show each of them. */
async function revokeAlike(page, title) {
  const reports = await reportsOf(page);
  for (const report of reports.filter((one) => one.title === title))
    await send(page, 'DELETE', `/api/share?id=${report.shareId}`);
}

async function reportsOf(page) {
  const answer = await patiently(page, () => page.request.get('/api/share'));
  return (await answer.json()).reports;
}

/** Changes something as the page itself would. Doing it again may be refused, which is as good. */
async function send(page, method, path, data) {
  const headers = { origin: new URL(page.url()).origin };
  await patiently(page, () => page.request.fetch(path, { method, data, headers }));
}

/** The first answer that is not “too often”. */
async function patiently(page, request) {
  const answer = await request();
  if (answer.status() !== 429) return answer;
  await page.waitForTimeout(1_000 * Number(answer.headers()['retry-after']));
  return patiently(page, request);
}

const chooseFile = (page, name, buffer) =>
  page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'application/json', buffer });

/** A history as Spotify sends it, of plays of three minutes. */
function manyPlays(year, count) {
  const rows = Array.from({ length: count }, (_, place) => ({
    ts: new Date(Date.UTC(year, 0, 1) + place * 200_000).toISOString(),
    ms_played: 180_000,
    master_metadata_track_name: `Track ${place % 500}`,
    master_metadata_album_artist_name: `Artist ${place % 50}`,
    master_metadata_album_album_name: `Album ${place % 100}`,
    spotify_track_uri: `spotify:track:${String(place % 500).padStart(22, '0')}`,
  }));
  return Buffer.from(JSON.stringify(rows));
}
