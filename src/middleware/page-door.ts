import type { NextRequest } from 'next/server';
import { runtime } from '@/lib/build-deps';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { SECOND } from '@/lib/shared/time';
import { sessionToken } from '@/middleware/session-cookie';
import { databaseAnswers as askDatabase } from '@/services/health-service';
import { isReportShared } from '@/services/share-service';

/** A page that answers instead of the one that was asked for. */
export interface Substitute {
  /** No page has the address '/gone': Next answers it with the not-found page and status 404. */
  path: '/unavailable' | '/gone';
  status?: 503;
}

const UNAVAILABLE: Substitute = { path: '/unavailable', status: 503 };
const GONE: Substitute = { path: '/gone' };

const REPORT = /^\/share\/(?!new$)([^/]+)$/;
const PUBLIC_PAGES = /^\/(privacy|terms)?$/;

/**
 * What to show instead of a page that cannot be shown now; null when it can. Checked before rendering starts: only then can
 * the status be set and the text be there without scripts.
 */
export async function substituteFor({ headers, nextUrl }: NextRequest): Promise<Substitute | null> {
  const { deps, env } = runtime();
  if (nextUrl.pathname === UNAVAILABLE.path) return GONE;
  const [, shareId] = REPORT.exec(nextUrl.pathname) ?? [];
  if (shareId !== undefined) {
    try {
      return (await isReportShared(deps, shareId)) ? null : GONE;
    } catch (error) {
      if (isDatabaseUnavailable(error)) return UNAVAILABLE;
      throw error;
    }
  }
  const needsDatabase = sessionToken(headers, env.appUrl) !== null && !PUBLIC_PAGES.test(nextUrl.pathname);
  return needsDatabase && !(await databaseAnswers()) ? UNAVAILABLE : null;
}

// A successful check is valid this long; a failure is not cached.
const ANSWER_HOLDS_MS = SECOND;
let answered: { db: unknown; at: number } | null = null;
let asking: Promise<boolean> | null = null;

async function databaseAnswers(): Promise<boolean> {
  const { deps } = runtime();
  const now = deps.clock.now().getTime();
  if (answered?.db === deps.db && now - answered.at < ANSWER_HOLDS_MS) return true;
  asking ??= askDatabase(deps).finally(() => {
    asking = null;
  });
  const answers = await asking;
  if (answers) answered = { db: deps.db, at: now };
  return answers;
}
