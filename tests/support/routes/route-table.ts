import { HOUR } from '@/lib/shared/time';
import type { Method } from '@/middleware/route';
import type { HttpStage } from '../http-stage';

/** What stands in everything that belongs to B, and must be seen by nobody else. */
export const CANARY = 'canary7f3a9';

/** Something of B's that has an address of its own: in the path, or in the query. */
type Owned<T> = (stage: HttpStage, ownerId: number) => Promise<T>;

export interface Ask {
  query?: string | Owned<string>;
  body?: unknown;
  params?: Record<string, unknown> | Owned<Record<string, unknown>>;
  /** Who may ask this, where it is not as for the rest of the route. */
  access?: RouteEntry['access'];
  /** The owner finds the canary in the answer: proof that the others would have, if they could. */
  shows?: boolean;
  /** What the owner is answered; 200 unless named. */
  status?: number;
}

export interface RouteEntry {
  /** Who may call it at all. */
  access: 'public' | 'user' | 'queue';
  asks: Partial<Record<Method, Ask>>;
}

const listens = (ask: Ask = { shows: true }): RouteEntry => ({ access: 'user', asks: { GET: ask } });
const queued: RouteEntry = { access: 'queue', asks: { POST: { body: {} } } };

const sessionOfOwner: Owned<Record<string, unknown>> = async ({ deps }, userId) => {
  const { tokenHash } = await deps.db.session.findFirstOrThrow({ where: { userId } });
  return { id: tokenHash.slice(0, 16) };
};

const tokenOfOwner: Owned<Record<string, unknown>> = async ({ deps }, userId) => {
  const { tokenHash } = await deps.db.accessToken.findFirstOrThrow({ where: { userId } });
  return { id: tokenHash.slice(0, 16) };
};

const importOfOwner: Owned<Record<string, unknown>> = async ({ deps }, userId) => {
  const { id } = await deps.db.importJob.findFirstOrThrow({ where: { userId } });
  return { id: String(id) };
};

const removalOfOwner: Owned<Record<string, unknown>> = async ({ deps }, userId) => {
  const { id } = await deps.db.playRemoval.findFirstOrThrow({ where: { userId } });
  return { id: String(id) };
};

const exclusionOfOwner: Owned<Record<string, unknown>> = async ({ deps }, userId) => {
  const { id } = await deps.db.exclusion.findFirstOrThrow({ where: { userId } });
  return { id: String(id) };
};

const trackOfOwner: Owned<Record<string, unknown>> = async ({ deps }, userId) => {
  const { trackId } = await deps.db.userTrackStats.findFirstOrThrow({ where: { userId } });
  return { id: String(trackId) };
};

const entityOfOwner: Owned<string> = async ({ deps }, userId) => {
  const { trackId } = await deps.db.userTrackStats.findFirstOrThrow({ where: { userId } });
  return `kind=track&id=${trackId}`;
};

const reportOfOwner: Owned<string> = async ({ deps }, userId) => {
  const { shareId } = await deps.db.shareableReport.findFirstOrThrow({ where: { userId } });
  return `id=${shareId}`;
};

/** The year of plays that ended in the last hours. */
const THIS_YEAR = new Date(Date.now() - 2 * HOUR).getUTCFullYear();

/** Every route of the product. A new one without a line here fails the matrix. */
export const routeTable: Record<string, RouteEntry> = {
  '/api/[[...unknown]]': {
    access: 'public',
    asks: {
      GET: { status: 404 },
      POST: { status: 404 },
      PUT: { status: 404 },
      PATCH: { status: 404 },
      DELETE: { status: 404 },
    },
  },
  '/api/activity': listens({}),
  '/api/analytics/discovery': listens(),
  '/api/analytics/diversity': listens({}),
  '/api/analytics/forgotten': listens({}),
  '/api/analytics/genres-over-time': listens({}),
  '/api/analytics/milestones': listens(),
  '/api/analytics/sessions': listens({}),
  '/api/analytics/skips': listens({}),
  '/api/analytics/streaks': listens({}),
  '/api/analytics/trends': listens({}),
  '/api/analytics/year/picture': listens({ query: `year=${THIS_YEAR}&picture=hours&shape=square` }),
  '/api/analytics/year': listens({ query: `year=${THIS_YEAR}`, shows: true }),
  '/api/archive/events': listens({ query: 'seconds=1' }),
  '/api/archive': { access: 'user', asks: { GET: {}, POST: { status: 202 } } },
  '/api/auth/[...nextauth]': {
    access: 'public',
    asks: {
      GET: { params: { nextauth: ['session'] } },
      POST: { params: { nextauth: ['signout'] }, status: 302 },
    },
  },
  '/api/badge/[badgeId]': { access: 'public', asks: { GET: { params: { badgeId: 'x' }, status: 404 } } },
  '/api/cache/clear': { access: 'user', asks: { POST: { status: 204 } } },
  '/api/calendar': listens({}),
  '/api/compare': listens({ query: 'a=7d&b=all', shows: true }),
  '/api/comparison': listens({}),
  '/api/cron/archive': queued,
  '/api/csp-report': { access: 'public', asks: { POST: { body: [], status: 204 } } },
  '/api/entity': listens({ query: entityOfOwner, shows: true }),
  '/api/export': listens({ query: 'format=json', shows: true }),
  '/api/gaps': listens({}),
  '/api/genres': listens({}),
  '/api/now-playing': listens({}),
  '/api/on-this-day': listens({}),
  '/api/health': { access: 'public', asks: { GET: {} } },
  '/api/health/live': { access: 'public', asks: { GET: {} } },
  '/api/health/ready': { access: 'public', asks: { GET: {} } },
  '/api/import': {
    access: 'user',
    asks: { GET: { shows: true }, POST: { query: 'fileName=x.json', body: [], status: 400 } },
  },
  '/api/import/[id]/events': listens({ params: importOfOwner }),
  // Not there: the stage sets no token.
  '/api/metrics': { access: 'public', asks: { GET: { status: 404 } } },
  '/api/mcp': { access: 'user', asks: { POST: { body: { jsonrpc: '2.0' }, status: 406 } } },
  '/api/openapi.json': { access: 'public', asks: { GET: {} } },
  '/api/queue/archive-batch': queued,
  '/api/queue/archive-user': queued,
  '/api/queue/check-exclusions': queued,
  '/api/queue/enrich-artists': queued,
  '/api/queue/import': queued,
  '/api/queue/look-up-tracks': queued,
  '/api/queue/musicbrainz-genres': queued,
  '/api/queue/rebuild-days': queued,
  '/api/recent-plays': listens(),
  '/api/rejected-items': listens({}),
  '/api/exclusions': {
    access: 'user',
    asks: {
      GET: { shows: true },
      POST: { body: { kind: 'hours', from: '23:00', to: '07:00' }, status: 201 },
    },
  },
  '/api/exclusions/[id]/undo': {
    access: 'user',
    asks: { POST: { params: exclusionOfOwner, status: 204 } },
  },
  '/api/removals': {
    access: 'user',
    asks: {
      GET: { shows: true },
      POST: { body: { what: 'play', playedAt: '2026-01-05T12:00:00Z', trackId: 1 }, status: 404 },
    },
  },
  '/api/removals/[id]/undo': { access: 'user', asks: { POST: { params: removalOfOwner } } },
  '/api/search': listens({ query: `q=${CANARY.slice(0, 6)}`, shows: true }),
  '/api/share': {
    access: 'user',
    asks: {
      // With an id it shows what is public; without one it is the list of one's own.
      GET: { shows: true },
      POST: { body: { title: 'Mine' }, status: 201 },
      PATCH: { query: reportOfOwner, body: { isPublic: false } },
      DELETE: { query: reportOfOwner, status: 204 },
    },
  },
  '/api/share/picture': {
    access: 'public',
    asks: { GET: { query: 'id=nobodyknowsx&picture=card', status: 404 } },
  },
  '/api/stats': listens({}),
  '/api/summary': listens(),
  '/api/top-albums': listens(),
  '/api/top-artists': listens(),
  '/api/top-tracks': listens(),
  '/api/tracks/[id]/separate': {
    access: 'user',
    asks: { POST: { params: trackOfOwner, body: { separate: false }, status: 204 } },
  },
  '/api/user': {
    access: 'user',
    asks: { GET: { shows: true }, PATCH: { body: { theme: 'dark' }, status: 204 } },
  },
  '/api/user/counts-from': { access: 'user', asks: { POST: { body: { seconds: 45 }, status: 204 } } },
  '/api/user/delete': {
    access: 'user',
    asks: { GET: {}, DELETE: { body: { confirmation: 'no' }, status: 400 } },
  },
  '/api/user/disconnect': { access: 'user', asks: { POST: { status: 204 } } },
  '/api/user/sessions': { access: 'user', asks: { DELETE: {} } },
  '/api/user/sessions/[id]': { access: 'user', asks: { DELETE: { params: sessionOfOwner } } },
  '/api/user/badge': { access: 'user', asks: { GET: {}, POST: {}, DELETE: { status: 204 } } },
  '/api/user/tokens': {
    access: 'user',
    asks: { GET: { shows: true }, POST: { body: { name: 'Mine' }, status: 201 } },
  },
  '/api/user/tokens/[id]': {
    access: 'user',
    asks: { DELETE: { params: tokenOfOwner, status: 204 } },
  },
  '/api/user/time-zone': {
    access: 'user',
    asks: { GET: {}, PUT: { body: { timeZone: 'Asia/Kathmandu' }, status: 202 } },
  },
};
