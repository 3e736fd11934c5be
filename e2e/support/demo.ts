import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIResponse, type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { z } from 'zod';

/** Inside the project, as the launcher wants it. */
export const DATA_FOLDER = '.data/e2e';
export const PRODUCT_URL = `http://127.0.0.1:${process.env.E2E_PORT ?? 3210}`;

/** The address of the simulated Spotify that the tested product talks to. */
export function spotifyUrl(): string {
  const file = readFileSync(join(process.cwd(), DATA_FOLDER, 'demo.json'), 'utf8');
  return z.object({ spotifyUrl: z.url() }).parse(JSON.parse(file)).spotifyUrl;
}

/** Has the simulator do something, e.g. `revoke` a listener's connection. */
export async function tellSpotify(verb: string, body: unknown, spotify = spotifyUrl()): Promise<void> {
  const answer = await fetch(`${spotify}/control/${verb}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** From the landing page over the consent page to the dashboard. */
export async function signIn(page: Page, listener: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await page.getByRole('button', { name: listener }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
}

const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** Gives the browser a session of the listener, who signs in once for all tests of a worker; the test opens the page. */
export async function resumeSession(page: Page, listener: string): Promise<void> {
  const cookies = sessions.get(listener);
  if (cookies) return page.context().addCookies(cookies);
  await signIn(page, listener);
  sessions.set(listener, await page.context().cookies());
}

/** Presses the button until it shows how the sync ended: while an earlier sync runs, and before React is there, it does nothing. */
export async function syncNow(page: Page, end: RegExp): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.getByText(end)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 120_000 });
}

/** A change that the page's listener asks the API for. Tests share listeners, and with them the limit of changes: then it is tried again. */
export async function change(
  page: Page,
  method: 'POST' | 'DELETE',
  path: string,
  data?: unknown,
): Promise<APIResponse> {
  const send = () => page.request.fetch(path, { method, data, headers: { origin: PRODUCT_URL } });
  let answer = await send();
  await expect(async () => {
    if (answer.status() === 429) answer = await send();
    expect(answer.status()).not.toBe(429);
  }).toPass({ intervals: [3_000] });
  expect(answer.ok(), `${answer.status()} ${await answer.text()}`).toBe(true);
  return answer;
}

const createdReport = z.object({ shareId: z.string(), url: z.string() });

export async function shareReport(
  page: Page,
  fields: Record<string, unknown>,
): Promise<z.output<typeof createdReport>> {
  return createdReport.parse(await (await change(page, 'POST', '/api/share', fields)).json());
}

export async function revokeReport(page: Page, shareId: string): Promise<void> {
  await change(page, 'DELETE', `/api/share?id=${shareId}`);
}

const stats = z.object({ totalPlays: z.number() });

/** How many plays the signed-in listener has in the archive. */
export async function totalPlays(page: Page): Promise<number> {
  const answer = await page.request.get('/api/stats');
  expect(answer.status()).toBe(200);
  return stats.parse(await answer.json()).totalPlays;
}

/** Another window of the page's listener, which runs no scripts. */
export async function withoutScripts(page: Page, browser: Browser): Promise<Page> {
  const storageState = await page.context().storageState();
  return (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
}

/** No script of the page loads until what this resolves with is called. */
export async function holdScripts(page: Page): Promise<() => void> {
  let load = () => {};
  const mayLoad = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/*.js', (route) => mayLoad.then(() => route.continue()));
  return load;
}
