import { ShareGone } from '@/components/share/share-gone';
import { SharePage } from '@/components/share/share-page';
import { SHARE_PAGE_STYLE } from '@/components/share/share-style';
import type { ShareRenderer } from '@/middleware/share-document';
import { documentHtml } from '../../document-html';

// The result is the same for everybody and is made once.
let gone: Promise<string> | undefined;

export const shareRenderer: ShareRenderer = {
  page: (report, appUrl) => documentHtml(<SharePage report={report} appUrl={appUrl} />),
  gone: () => {
    gone ??= documentHtml(<ShareGone />);
    return gone;
  },
  style: SHARE_PAGE_STYLE,
};
