import type { Range } from '@/lib/shared/range';
import type { ShareSubject } from '@/lib/shared/share-subject';
import { solidButton } from '../button-style';
import { shareHref } from './share-links';

/** To the page that makes a report of what is shown here. */
export function ShareButton({ subject, range }: { subject: ShareSubject; range: Range }) {
  return (
    <a href={shareHref(subject, range)} className={solidButton}>
      Share
    </a>
  );
}
