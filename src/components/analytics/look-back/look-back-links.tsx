import { outlineButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';

/** From the dashboard to what looks further back than its range. */
export const LookBackLinks = () => (
  <nav aria-label="Further back" className="flex flex-wrap gap-2">
    <PageLink href="/look-back" className={outlineButton}>
      Look back
    </PageLink>
    <PageLink href="/compare" className={outlineButton}>
      Compare two ranges
    </PageLink>
  </nav>
);
