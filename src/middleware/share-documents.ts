import type { PublicReport } from '@/lib/shared/share/share-report';
import { SECOND } from '@/lib/shared/time';
import { etagOf } from '@/middleware/etag';
import type { RequestContext } from '@/middleware/handle-request';
import { limitAddress } from '@/middleware/limit-rate';
import { getPublicShareReport, SHARE_ID } from '@/services/share-service';

/** Turns a report into a whole document; handed in by the page, which knows React. */
export type RenderReport = (report: PublicReport, appUrl: string) => Promise<string>;

/** This process asks the database again after so long; other processes of the same product learn of a change this late. */
const FRESH_MS = 5 * SECOND;
/** A page weighs about 50 kB. */
const MOST_KEPT = 300;

export interface ShareDocument {
  etag: string;
  body: Uint8Array<ArrayBuffer>;
}

interface Kept {
  checkedAt: number;
  report: PublicReport;
  ownerId: number;
  expiresAt: Date | null;
  document: Promise<ShareDocument>;
}

interface Documents {
  /** Those asked for longest ago come first. */
  kept: Map<string, Kept>;
  underway: Map<string, Promise<Kept | null>>;
}

// Next compiles routes apart: what one forgets, the others must not remember.
const SHARED = Symbol.for('audiospective.share-documents');
const shared: typeof globalThis & { [SHARED]?: Documents } = globalThis;

function documents(): Documents {
  shared[SHARED] ??= { kept: new Map(), underway: new Map() };
  return shared[SHARED];
}

/** To be called when a report was changed or revoked, so that this process shows it no longer as it was. */
export function forgetShareDocument(shareId: string): void {
  documents().kept.delete(shareId);
  documents().underway.delete(shareId);
}

/** The same for all reports of somebody who is no longer here. */
export function forgetShareDocumentsOf(userId: number): void {
  for (const [shareId, { ownerId }] of documents().kept) if (ownerId === userId) forgetShareDocument(shareId);
}

/** The report that `params` name, with its page; null when there is none to be seen now. */
export async function findShareDocument(
  context: RequestContext,
  render: RenderReport,
  params: unknown,
): Promise<Kept | null> {
  const shareId = String((params as { shareId?: unknown } | undefined)?.shareId);
  if (!SHARE_ID.test(shareId)) return null;
  const now = context.deps.clock.now();
  const kept = documents().kept.get(shareId);
  if (kept && now.getTime() - kept.checkedAt < FRESH_MS) return isOver(kept, now) ? null : kept;
  // Counted, but without its headers: nothing may tell apart what is not there, and caches keep what is.
  const unheard = { ...context, responseHeaders: new Headers() };
  await limitAddress(unheard, { rate: 'lenient', countedIn: 'process' });
  return lookUpOnce(context, render, shareId);
}

const isOver = ({ expiresAt }: Kept, now: Date): boolean => expiresAt !== null && expiresAt <= now;

/** However many ask at the same moment, the database is asked and the page is rendered once. */
function lookUpOnce(context: RequestContext, render: RenderReport, shareId: string): Promise<Kept | null> {
  const { underway } = documents();
  const known = underway.get(shareId);
  if (known) return known;
  const flight = lookUp(context, render, shareId).finally(() => {
    if (underway.get(shareId) === flight) underway.delete(shareId);
  });
  underway.set(shareId, flight);
  return flight;
}

async function lookUp(
  { deps, runtime }: RequestContext,
  render: RenderReport,
  shareId: string,
): Promise<Kept | null> {
  const { kept } = documents();
  const before = kept.get(shareId);
  const checkedAt = deps.clock.now().getTime();
  const found = await getPublicShareReport(deps, shareId);
  kept.delete(shareId);
  if (!found) return null;
  const isSame = before?.report.isIndexable === found.report.isIndexable;
  const document = isSame ? before.document : rendered(render, found.report, runtime.env.appUrl);
  const entry = { ...found, checkedAt, document };
  if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
  kept.set(shareId, entry);
  return entry;
}

async function rendered(render: RenderReport, report: PublicReport, appUrl: string): Promise<ShareDocument> {
  const body = Buffer.from(await render(report, appUrl));
  return { etag: etagOf(body), body };
}
