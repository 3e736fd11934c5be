import { createHash } from 'node:crypto';
import type { PublicReport } from '@/lib/shared/share/share-report';
import { etagOf, isKnown } from '@/middleware/etag';
import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import type { RouteHandler } from '@/middleware/route';
import { findShareDocument, type RenderReport, type ShareDocument } from '@/middleware/share-documents';
import { afterAnswer, countViewLater } from '@/middleware/share-view';
import { getPublicShareReport, getShareImage } from '@/services/share-service';

export interface ShareRenderer {
  page: RenderReport;
  /** The document for whatever is not there. */
  gone(): Promise<string>;
  /** The text of the one style element that both have. */
  style: string;
}

/** Caches on the way may answer for a minute without asking: so long a revoked report may still be seen through them. */
const SHARED_SECONDS = 60;

/** The page of a report, for anyone: ready-made, conditional; what is not there is one and the same 404. */
export function sharePage(renderer: ShareRenderer): RouteHandler {
  const styleHash = hashOf(renderer.style);
  return (request, route) =>
    handleRequest(request, async (context) => {
      const found = await findShareDocument(context, renderer.page, await route?.params);
      if (!found) return gone(renderer);
      countViewLater(context, { shareId: found.report.shareId, ownerId: found.ownerId });
      const images = ['https://i.scdn.co', new URL(context.runtime.env.spotify.imageUrl).origin];
      return conditional(request, await found.document, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': `public, max-age=0, s-maxage=${SHARED_SECONDS}, must-revalidate`,
        'content-security-policy': policy(styleHash, images),
        ...robots(found.report),
      });
    });
}

/** The picture of a report, for anyone; it is there exactly as long as the page is. */
export function sharePicture(renderer: ShareRenderer): RouteHandler {
  return (request, route) =>
    handleRequest(request, async (context) => {
      const found = await findShareDocument(context, renderer.page, await route?.params);
      if (!found) return gone(renderer);
      const png = await getShareImage(context.deps, found.report);
      const headers = {
        'content-type': 'image/png',
        'cache-control': `public, max-age=3600, s-maxage=${SHARED_SECONDS}`,
        ...robots(found.report),
      };
      return conditional(request, { etag: etagOf(png), body: png }, headers);
    });
}

/** Paints the picture of a new report before anybody asks for it. */
export function paintLater({ deps }: RequestContext, shareId: string): void {
  afterAnswer(async () => {
    try {
      const found = await getPublicShareReport(deps, shareId);
      if (found) await getShareImage(deps, found.report);
    } catch (error) {
      deps.logger.warn({ err: error, shareId }, 'The picture of a report could not be painted yet');
    }
  });
}

/** The tag is weak: proxies on the way to the browser pack the bytes in one form or another. */
function conditional(
  request: Request,
  { etag, body }: ShareDocument,
  headers: Record<string, string>,
): Response {
  const all = { ...headers, etag: `W/${etag}` };
  if (isKnown(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: all });
}

const robots = ({ isIndexable }: PublicReport): Record<string, string> =>
  isIndexable ? {} : { 'x-robots-tag': 'noindex' };

const hashOf = (style: string): string => createHash('sha256').update(style).digest('base64');

/** Nothing runs, nothing is sent: own fonts, one known style, and covers. */
const policy = (styleHash: string, images: readonly string[]): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ['img-src', "'self'", ...new Set(images)].join(' '),
    "font-src 'self'",
    // For who looks at the page with tools of their own, which read robots.txt from it: nothing here connects.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

async function gone(renderer: ShareRenderer): Promise<Response> {
  return new Response(await renderer.gone(), {
    status: 404,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(hashOf(renderer.style), []),
      'x-robots-tag': 'noindex',
    },
  });
}
