import { LRUCache } from 'lru-cache';
import type { NextRequest } from 'next/server';
import { runtime } from '@/lib/build-deps';
import type { RootDatabase } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import { parseReviewPeriod } from '@/lib/shared/analytics/year/review-period';
import { type Entity, parseEntity, parsePlaysFilter } from '@/lib/shared/history/plays-filter';
import { SECOND } from '@/lib/shared/time';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession } from '@/services/account-service';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { hasYearReview } from '@/services/analytics/year/year-review';
import { hasEntityPage } from '@/services/catalogue/entity-page';
import { databaseAnswers } from '@/services/health-service';
import { removalNamed } from '@/services/history/removal-input';
import { previewRemoval } from '@/services/history/remove-plays';
import { isReportShared } from '@/services/share-service';

/** A page that answers instead of the one that was asked for. */
export interface Substitute {
  /** No page has the address '/gone': Next answers it with the not-found page and status 404. */
  path: '/unavailable' | '/missing' | '/missing/days' | '/gone';
  status?: 503 | 404;
}

const UNAVAILABLE: Substitute = { path: '/unavailable', status: 503 };
/** Within the frame of the listener's pages. */
const MISSING: Substitute = { path: '/missing', status: 404 };
/** The same, for a year or month. */
const MISSING_DAYS: Substitute = { path: '/missing/days', status: 404 };
const GONE: Substitute = { path: '/gone' };

/** They have no address of their own. */
const STAND_INS: string[] = [UNAVAILABLE, MISSING, MISSING_DAYS].map(({ path }) => path);

const REPORT = /^\/share\/(?!new$)([^/]+)$/;
const ENTITY = /^\/(artist|album|track)\/([^/]+)$/;
const REVIEW = /^\/year\/([^/]+)(?:\/([^/]+))?$/;
const PUBLIC_PAGES = /^\/(privacy|terms|developers(?:\/\w+)?|offline)?$/;

/**
 * What to show instead of a page that cannot be shown now; null when it can. Checked before rendering starts: only then can
 * the status be set and the text be there without scripts.
 */
export async function substituteFor({ headers, nextUrl }: NextRequest): Promise<Substitute | null> {
  const { deps, env } = runtime();
  const { pathname } = nextUrl;
  if (STAND_INS.includes(pathname)) return GONE;
  const [, shareId] = REPORT.exec(pathname) ?? [];
  if (shareId !== undefined)
    return (await isDatabaseThere()) ? unlessThere(GONE, isReportShared(deps, shareId)) : UNAVAILABLE;
  const token = sessionToken(headers, env.appUrl);
  if (token === null || PUBLIC_PAGES.test(pathname)) return null;
  if (!(await isDatabaseThere())) return UNAVAILABLE;
  // A script that fetches the page for a reader who moves to it shows what the page itself finds.
  if (headers.get('sec-fetch-dest') === 'empty') return null;
  return unlessThere(REVIEW.test(pathname) ? MISSING_DAYS : MISSING, isThere(nextUrl, token));
}

async function unlessThere(substitute: Substitute, isThere: Promise<boolean>): Promise<Substitute | null> {
  try {
    return (await isThere) ? null : substitute;
  } catch (error) {
    if (isDatabaseUnavailable(error)) return UNAVAILABLE;
    // An error thrown here would be a bare line of text. The page meets it too, and has a page for it.
    runtime().deps.logger.error({ err: error }, 'page could not be checked');
    return null;
  }
}

/** False when the address is about something that this listener never played, a play that is not theirs, or a year without plays. */
async function isThere(address: NextRequest['nextUrl'], token: string): Promise<boolean> {
  const check = checkOf(address);
  if (typeof check === 'boolean') return check;
  const { deps } = runtime();
  const session = await findSession(deps, token);
  return session === null || check(deps, session.user);
}

type Check = (deps: Deps, user: StatisticsUser) => Promise<boolean>;

/** What to ask the database about an address; true or false where the address alone tells. */
function checkOf({ pathname, searchParams }: NextRequest['nextUrl']): Check | boolean {
  const [, year, month] = REVIEW.exec(pathname) ?? [];
  if (year !== undefined) {
    const period = parseReviewPeriod(year, month);
    return period !== null && ((deps, user) => hasYearReview(deps, user, period));
  }
  const [, kind, id = ''] = ENTITY.exec(pathname) ?? [];
  if (kind !== undefined) {
    const named = parseEntity({ kind, id: decodeURIComponent(id) });
    return named.ok && named.value !== null && arePlayed([named.value]);
  }
  const asked = Object.fromEntries([...searchParams].filter(([, value]) => value !== ''));
  if (pathname === '/history') {
    const filter = parsePlaysFilter({ ...asked, from: undefined, to: undefined });
    // One that cannot be read is named on the page.
    if (!filter.ok) return true;
    const { entity, album } = filter.value;
    return arePlayed([
      ...(entity ? [entity] : []),
      ...(album ? [{ kind: 'album' as const, id: album }] : []),
    ]);
  }
  if (pathname !== '/history/remove' && pathname !== '/history/leave-out') return true;
  const choice = removalNamed(pathname === '/history/remove' ? asked : { ...asked, artistId: undefined });
  return choice !== null && (async (deps, { id }) => (await previewRemoval(deps, id, choice)) !== null);
}

const arePlayed = (entities: Entity[]): Check | boolean =>
  entities.length === 0 ||
  (async (deps, { id }) =>
    (await Promise.all(entities.map((entity) => hasEntityPage(deps, id, entity)))).every(Boolean));

// The embedded database answers nobody while it works for somebody else, a few seconds at most.
const LONGEST_WAIT_MS = 10 * SECOND;

// Asked once a second at most, and once for all pages that wait for it; a failure is not cached.
const answers = new LRUCache<RootDatabase, true>({
  max: 1,
  ttl: SECOND,
  ttlResolution: 0,
  perf: { now: () => runtime().deps.clock.now().getTime() },
  ignoreFetchAbort: true,
  fetchMethod: async (db) =>
    (await databaseAnswers({ ...runtime().deps, db }, LONGEST_WAIT_MS)) ? true : undefined,
});

const isDatabaseThere = async (): Promise<boolean> => (await answers.fetch(runtime().deps.db)) === true;
