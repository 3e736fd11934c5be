import { solidButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import type { Range } from '@/lib/shared/analytics/range';
import type { ShareSubject } from '@/lib/shared/share/share-subject';
import { shareHref } from './share-links';

/** Leads to the page that makes a report of what is shown here. */
export function ShareButton({ subject, range }: { subject: ShareSubject; range: Range }) {
  return (
    <PageLink href={shareHref(subject, range)} className={solidButton}>
      Share
    </PageLink>
  );
}
