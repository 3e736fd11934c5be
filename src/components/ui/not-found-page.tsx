import { quietButton } from './button-style';
import { MessagePage } from './message-page';

/** The page of an address that leads nowhere. */
export const NothingHere = () => (
  <MessagePage
    title="There is nothing here"
    what="The address may be mistyped, or what stood here was removed by whoever shared it."
    safe="Your archive is not affected."
  >
    <a href="/" className={quietButton}>
      Go to the start
    </a>
  </MessagePage>
);
