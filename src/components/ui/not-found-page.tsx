import { outlineButton } from './button-style';
import { MessagePage } from './message-page';
import { PageLink } from './page-link';

/** The page for an unknown URL. */
export const NothingHere = ({ isFramed }: { isFramed?: boolean }) => (
  <MessagePage
    isFramed={isFramed}
    title="There is nothing here"
    what="The address may be mistyped, or what was here has been removed."
    safe="Your archive is not affected."
  >
    <PageLink href="/" className={outlineButton}>
      Back to home
    </PageLink>
  </MessagePage>
);
