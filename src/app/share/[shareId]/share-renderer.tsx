import 'server-only';
import type { ReactElement } from 'react';
import { ShareGone } from '@/components/share/share-gone';
import { SharePage } from '@/components/share/share-page';
import { SHARE_PAGE_STYLE } from '@/components/share/share-style';
import type { ShareRenderer } from '@/middleware/share-document';

/** Renders to plain text, once: the result is the same for everybody and holds no script, so no request needs React. */
async function toHtml(element: ReactElement): Promise<string> {
  const { renderToStaticMarkup } = await import('react-dom/server');
  return `<!DOCTYPE html>${renderToStaticMarkup(element)}`;
}

let gone: Promise<string> | undefined;

export const shareRenderer: ShareRenderer = {
  page: (report, appUrl) => toHtml(<SharePage report={report} appUrl={appUrl} />),
  gone: () => {
    gone ??= toHtml(<ShareGone />);
    return gone;
  },
  style: SHARE_PAGE_STYLE,
};
