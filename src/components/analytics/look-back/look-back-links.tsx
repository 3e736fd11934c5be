import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';

/** From the dashboard to what looks further back than its range, with what is there. */
export const LookBackCard = () => (
  <Card id="look-further-back" title="Look further back" className="print:hidden">
    <p className="mb-4 text-sm">
      Your milestones, what you played a lot and forgot, your day as a clock. Or any two ranges of days,
      compared.
    </p>
    <nav aria-label="Further back" className="flex flex-wrap gap-2">
      <PageLink href="/look-back" className={outlineButton}>
        Look back
      </PageLink>
      <PageLink href="/compare" className={outlineButton}>
        Compare two ranges
      </PageLink>
    </nav>
  </Card>
);
