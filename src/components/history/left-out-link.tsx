import { leaveOutHref } from '@/components/shell/page-links';
import { PageLink } from '@/components/ui/page-link';
import type { ListedPlay } from '@/lib/shared/analytics/dashboard';

interface LeftOutLinkProps {
  play: Pick<ListedPlay, 'playedAt' | 'trackId' | 'name'>;
  /** "27 Nov 2026, 23:10" */
  moment: string;
}

/** Marks a play that is left out of statistics, and leads to what leaves it out. */
export const LeftOutLink = ({ play, moment }: LeftOutLinkProps) => (
  <PageLink
    href={leaveOutHref(play)}
    aria-label={`Left out of statistics: ${play.name}, ${moment}`}
    title="Left out of statistics. Undo…"
    className="inline-block min-h-6 text-[0.8125rem] leading-6"
  >
    left out
  </PageLink>
);
