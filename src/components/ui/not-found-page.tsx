// Every page carries its not-found page along: as a reference to this file, not as all its elements.
'use client';

import { outlineButton } from './button-style';
import { MessagePage } from './message-page';
import { PageLink } from './page-link';

/** The page for what is not there: an unknown address, or a report that is no longer shared. */
export const NothingHere = ({ isFramed }: { isFramed?: boolean }) => (
  <MessagePage
    isFramed={isFramed}
    title="There is nothing here"
    what="The address may be mistyped, or what was here has been removed."
    safe="If somebody sent you this link, they may have stopped sharing it."
  >
    <PageLink href="/" className={outlineButton}>
      Back to home
    </PageLink>
  </MessagePage>
);
