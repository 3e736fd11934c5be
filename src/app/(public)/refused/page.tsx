import type { Metadata } from 'next';
import { refusalMessage } from '@/components/shell/send-change';
import { solidButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';
import { oneOf } from '../../page-range';
import { returnPath } from '../../return-path';

export const metadata: Metadata = { title: 'Not done', robots: { index: false } };

/** What was asked for with a form, and refused; of a guest as well. */
export default async function RefusedPage({ searchParams }: PageProps<'/refused'>) {
  const asked = await searchParams;
  return (
    <MessagePage
      title="That was not done"
      what={refusalMessage(Number(oneOf(asked.status)))}
      safe="Your plays are safe."
    >
      <a href={returnPath(oneOf(asked.back))} className={solidButton}>
        Back to the page
      </a>
    </MessagePage>
  );
}
