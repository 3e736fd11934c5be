// Every page carries its not-found page along: as a reference to this file, not as all its elements.
'use client';

import { outlineButton } from './button-style';
import { MessagePage } from './message-page';
import { PageLink } from './page-link';

/**
 * The page for what is not there: an unknown address, or a report that is no longer shared. `isFramed`: in the frame of a
 * listener's pages, where it is what they never played.
 */
export const NothingHere = ({ isFramed }: { isFramed?: boolean }) => (
  <MessagePage
    isFramed={isFramed}
    title="There is nothing here"
    what={
      isFramed
        ? 'Your archive has no plays of what is at this address.'
        : 'The address may be mistyped, or what was here has been removed.'
    }
    safe={
      isFramed
        ? 'It may be mistyped, or the plays were removed.'
        : 'If somebody sent you this link, they may have stopped sharing it.'
    }
  >
    {isFramed ? (
      <>
        <PageLink href="/dashboard" className={outlineButton}>
          Dashboard
        </PageLink>
        <PageLink href="/search" className={outlineButton}>
          Search
        </PageLink>
      </>
    ) : (
      <PageLink href="/" className={outlineButton}>
        Back to home
      </PageLink>
    )}
  </MessagePage>
);

/** In the frame of a listener's pages: for a year or month without plays. */
export const NoSuchDays = () => (
  <MessagePage
    isFramed
    title="There is nothing here"
    what="Your archive has no plays of that year or month."
    safe="If that was before your archive begins, import your history from Spotify. The address may also be mistyped."
  >
    <PageLink href="/import" className={outlineButton}>
      Import your history
    </PageLink>
    <PageLink href="/look-back" className={outlineButton}>
      Look back
    </PageLink>
  </MessagePage>
);
