import 'server-only';
import type { Metadata } from 'next';
import { quietButton } from '@/components/button-style';
import { MessagePage } from '@/components/message-page';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
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
}
