import { solidButton } from '@/components/ui/button-style';
import type { Range } from '@/lib/shared/analytics/range';
import type { ShareSubject } from '@/lib/shared/share/share-subject';
import { shareHref } from './share-links';

/** Leads to the page that makes a report of what is shown here. */
export function ShareButton({ subject, range }: { subject: ShareSubject; range: Range }) {
  return (
    <a href={shareHref(subject, range)} className={`${solidButton} print:hidden`}>
      Share
    </a>
  );
}
