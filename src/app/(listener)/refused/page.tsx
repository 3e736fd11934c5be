import type { Metadata } from 'next';
import { returnPath } from '@/app/return-path';
import { refusalMessage } from '@/components/shell/send-change';
import { solidButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';
import { requireUser } from '@/middleware/session';
import { oneOf } from '../../page-range';

export const metadata: Metadata = { title: 'Not done', robots: { index: false } };

/** What was asked for with a form, and refused. */
export default async function RefusedPage({ searchParams }: PageProps<'/refused'>) {
  await requireUser();
  const asked = await searchParams;
  return (
    <MessagePage
      isFramed
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
