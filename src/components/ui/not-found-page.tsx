import { outlineButton } from './button-style';
import { MessagePage } from './message-page';
import { PageLink } from './page-link';

/** The page of an address that leads nowhere. */
export const NothingHere = ({ isFramed }: { isFramed?: boolean }) => (
  <MessagePage
    isFramed={isFramed}
    title="There is nothing here"
    what="The address may be mistyped, or what stood here was removed by whoever shared it."
    safe="Your archive is not affected."
  >
    <PageLink href="/" className={outlineButton}>
      Go to the start
    </PageLink>
  </MessagePage>
);
