import type { ReactElement } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import { PageDocument } from '@/components/shell/page-document';
import type { ShellPage } from '@/components/shell/page-tabs';
import { solidButton } from '@/components/ui/button-style';
import { UnmadePage } from '@/components/ui/error-page';
import { NothingHere } from '@/components/ui/not-found-page';
import { DOCUMENT_STYLE } from '@/generated/document-style';
import type { ListenerPage, Visit } from '@/middleware/listener-document';
import { documentHtml, html } from './document-html';
import { readRange } from './page-range';

interface ListenerPageParts {
  title: string;
  tab: ShellPage;
  /** The page's whole script. */
  script: string;
  skeleton: ReactElement;
  /** The page in its frame, as this listener sees it now. */
  page(visit: Visit): Promise<ReactElement>;
}

/** A page behind the sign-in as a document: what it shows, and what stands around or instead of it. */
export const listenerPage = ({ title, tab, script, skeleton, page }: ListenerPageParts): ListenerPage => ({
  frame: async ({ nonce, user }) => {
    const theme = user === null || user.theme === 'system' ? null : user.theme;
    const document = (
      <PageDocument title={`${title} · Audiospective`} {...{ theme, script, nonce }} style={DOCUMENT_STYLE}>
        <template />
      </PageDocument>
    );
    const [before = '', after = ''] = (await documentHtml(document)).split('<template></template>');
    return { before, after };
  },
  page: async (visit) => html(await page(visit)),
  skeleton: ({ request }) =>
    html(
      <AppShell page={tab} range={chosenRange(request)} isLoading>
        {skeleton}
      </AppShell>,
    ),
  unmade: ({ status, code, address }) => {
    if (status === 404) return html(<NothingHere />);
    const again = (
      <a href={address} className={solidButton}>
        Try again
      </a>
    );
    return html(<UnmadePage code={code} again={again} />);
  },
});

/** The days of the address: who goes on before the page is there takes them along. */
const chosenRange = ({ url }: Request) =>
  readRange(Object.fromEntries(new URL(url).searchParams), 'all').chosen;
