import { outlineButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';

/** One page for what is unknown, revoked, hidden or past its end: nothing tells them apart. */
export default function ReportNotFound() {
  return (
    <MessagePage
      title="There is nothing here"
      what="The link may be mistyped, or whoever shared this report has taken it back."
      safe="Nobody can see it any more."
    >
      <a href="/" className={outlineButton}>
        Back to home
      </a>
    </MessagePage>
  );
}
