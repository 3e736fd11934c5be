import { outlineButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';

/** One page for what is unknown, revoked, hidden or past its end: nothing tells them apart. */
export default function ReportNotFound() {
  return (
    <MessagePage
      title="There is nothing here"
      what="The link may be mistyped, or the report is no longer shared."
      safe="It is no longer visible to anyone."
    >
      <a href="/" className={outlineButton}>
        Back to home
      </a>
    </MessagePage>
  );
}
