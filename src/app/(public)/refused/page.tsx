import type { Metadata } from 'next';
import { pageName } from '@/components/shell/pages';
import { refusalLabel } from '@/components/shell/refusal-labels';
import { solidButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';
import { oneOf } from '../../page-range';
import { returnPath } from '../../return-path';

export const metadata: Metadata = { title: 'Not done', robots: { index: false } };

/** What was asked for with a form, and refused; of a guest as well. */
export default async function RefusedPage({ searchParams }: PageProps<'/refused'>) {
  const asked = await searchParams;
  const back = returnPath(oneOf(asked.back));
  return (
    <MessagePage
      title="That was not done"
      what={refusalLabel(Number(oneOf(asked.status)), oneOf(asked.field))}
      safe="Your plays are safe."
    >
      <a href={back} className={solidButton}>
        Back to {pageName(back)}
      </a>
    </MessagePage>
  );
}
