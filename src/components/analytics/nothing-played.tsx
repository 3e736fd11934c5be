import { presetHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { FigureLink, HeroFigure } from '@/components/ui/hero-figure';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { Range } from '@/lib/shared/analytics/range';
import type { ArchivedDays } from '@/lib/shared/analytics/statistics';
import type { Figure, ReaderFormat } from '@/lib/shared/format';
import { isAhead, rangeWithin } from './range-labels';

export interface NothingPlayedProps {
  path: string;
  range: Range;
  archived: ArchivedDays;
  now: Date;
  format: ReaderFormat;
  level?: 'h1' | 'h2';
}

/** Shown for a range without plays: says so, or that it was never archived or is still to come, and offers all time. */
export function NothingPlayed({ path, range, archived, now, format, level }: NothingPlayedProps) {
  const { days, archivedDays } = archived;
  const isLacking = archivedDays < days;
  return (
    <HeroFigure {...headingOf(range, archived, format.dayKey(now.toISOString()))} level={level}>
      {rangeWithin(range, format.locale)}
      {isLacking && archivedDays > 0
        ? `, of which the archive has ${format.number(archivedDays)} of ${format.count(days, 'day')}`
        : ''}
      . Choose other days above, or see{' '}
      <FigureLink href={presetHref(path, 'all')}>all of your listening</FigureLink>.
    </HeroFigure>
  );
}

function headingOf(range: Range, { days, archivedDays }: ArchivedDays, today: string): Figure {
  if (isAhead(range, today)) return { figure: 'Still to come', unit: '' };
  if (archivedDays === 0 && days > 0) return { figure: 'Not archived', unit: '' };
  return { figure: '0', unit: 'plays' };
}

/** What a page will show: the rest of "Once Spotify lists some, …". */
const SOON = {
  Top: 'the artists, tracks and albums that you play most are listed here, for any days you choose.',
  History: 'each of them is listed here, day by day and to the minute.',
  Search: 'every artist, album and track that you have played is found here.',
  Compare: 'any two ranges of days stand side by side here.',
  'Look back': 'your milestones, forgotten favourites and this day in earlier years are shown here.',
  Share: 'you can put a snapshot of your listening under a link here.',
};

interface NoPlaysYetProps {
  title: keyof typeof SOON;
  hasLeftOut: boolean;
}

/** Replaces a whole page while the archive is empty, or nothing of it counts. */
export const NoPlaysYet = ({ title, hasLeftOut }: NoPlaysYetProps) =>
  hasLeftOut ? (
    <NothingCounts title={title} />
  ) : (
    <>
      <PageTitle title={title}>No plays yet. Once Spotify lists some, {SOON[title]}</PageTitle>
      <div className="flex flex-wrap gap-2">
        <PageLink href="/import" className={outlineButton}>
          Import what you played before
        </PageLink>
        <PageLink href="/test" className={outlineButton}>
          Check the connection
        </PageLink>
      </div>
    </>
  );

export const NothingCounts = ({ title }: { title: string }) => (
  <PageTitle title={title}>
    No play counts: your plays are kept in the <FigureLink href="/history">history</FigureLink>, but left out
    of statistics. <FigureLink href="/me#exclusions">Your account</FigureLink> shows what is left out, and
    lets it count again.
  </PageTitle>
);
