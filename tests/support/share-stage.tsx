import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';
import * as share from '@/app/api/share/route';
import * as picture from '@/app/share/[shareId]/image.png/route';
import { SharePage } from '@/components/share/share-page';
import { createReaderFormat } from '@/lib/shared/format';
import type { SharedReport } from '@/lib/shared/share/report-list';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { getPublicShareReport } from '@/services/share-service';
import { APP, type Browser, call, type HttpStage, signedInBrowser } from './http-stage';
import { keepPlays, type PlayedTrack } from './keep-plays';

export const played = (now: Date, count: number, track = 'Space'): PlayedTrack[] =>
  Array.from({ length: count }, (_, index) => ({
    endedAt: new Date(now.getTime() - (index + 1) * HOUR),
    track: `${track} ${index % 4}`,
    artists: ['Nala Sinephro'],
    album: 'Space 1.8',
    durationMs: 3 * MINUTE,
  }));

/** Somebody who shares, with ten plays. */
export class Sharer {
  private constructor(
    readonly stage: HttpStage,
    readonly browser: Browser,
    readonly userId: number,
  ) {}

  static async signIn(stage: HttpStage, listener = 'regular', plays = 10): Promise<Sharer> {
    const browser = await signedInBrowser(stage, listener);
    const { db, clock } = stage.deps;
    const { id } = await db.user.findUniqueOrThrow({ where: { spotifyId: listener } });
    if (plays > 0) await keepPlays(db, id, clock.now(), played(clock.now(), plays));
    return new Sharer(stage, browser, id);
  }

  /** The archive has all of ten days: of the hours of a week something can be said. */
  async hasArchivedDays(): Promise<void> {
    const { db, clock } = this.stage.deps;
    const archivedFrom = new Date(clock.now().getTime() - 10 * DAY);
    await db.user.update({ where: { id: this.userId }, data: { archivedFrom } });
    // Answers that were made before are of other figures.
    await db.$executeRaw`UPDATE user_totals SET plays = plays WHERE user_id = ${this.userId}`;
  }

  headers(more: Record<string, string> = {}): Record<string, string> {
    return { cookie: this.browser.cookieHeader(), origin: APP, ...more };
  }

  post(body: unknown): Promise<Response> {
    return call(share.POST, '/api/share', {
      method: 'POST',
      headers: this.headers({ 'content-type': 'application/json' }),
      body: JSON.stringify(body),
    });
  }

  async share(body: Record<string, unknown> = {}): Promise<SharedReport> {
    const response = await this.post({ title: 'A year', ...body });
    expect(response.status, await response.clone().text()).toBe(201);
    return response.json();
  }

  patch(shareId: string, body: unknown): Promise<Response> {
    const init = { method: 'PATCH', headers: this.headers(), body: JSON.stringify(body) };
    return call(share.PATCH, `/api/share?id=${shareId}`, init);
  }

  revoke(shareId: string): Promise<Response> {
    return call(share.DELETE, `/api/share?id=${shareId}`, { method: 'DELETE', headers: this.headers() });
  }

  async list(): Promise<SharedReport[]> {
    const response = await call(share.GET, '/api/share', { headers: this.headers() });
    expect(response.status).toBe(200);
    return (await response.json()).reports;
  }

  async views(shareId: string): Promise<number | undefined> {
    return (await this.list()).find((report) => report.shareId === shareId)?.views;
  }
}

/** The page as a browser of this language shows it, as HTML; null where there is none. */
export async function openPage(
  { deps }: HttpStage,
  shareId: string,
  locale = 'en-GB',
): Promise<string | null> {
  const found = await getPublicShareReport(deps, shareId);
  const format = createReaderFormat({ locale, timeZone: 'UTC' });
  return found && renderToStaticMarkup(<SharePage report={found.report} format={format} />);
}

export const openPicture = (shareId: string, headers: Record<string, string> = {}) =>
  call(picture.GET, `/share/${shareId}/image.png`, { headers }, { shareId });

export const readData = (shareId: string) => call(share.GET, `/api/share?id=${shareId}`);
