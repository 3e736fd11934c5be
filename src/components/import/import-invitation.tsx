import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';

interface ImportInvitationProps {
  /** The first day of the archive, as the reader writes it; null before the first play. */
  since: string | null;
}

/** Leads a newcomer to the import of the years before the archive. */
export const ImportInvitation = ({ since }: ImportInvitationProps) => (
  <Card id="import-invitation" title="What you played before">
    <p className="mb-4 max-w-[60ch] text-sm">
      {since ? `Your archive begins on ${since}. ` : ''}Ask Spotify, and it sends you everything you played
      before. Ask now: it takes a few days to arrive.
    </p>
    <PageLink href="/import" className={outlineButton}>
      Import your history
    </PageLink>
  </Card>
);
