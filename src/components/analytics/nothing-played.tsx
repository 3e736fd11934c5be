import { presetHref } from '@/components/shell/page-links';
import { FigureLink, HeroFigure } from '@/components/ui/hero-figure';
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

/** Replaces a whole page while the archive is empty, or nothing of it counts. */
export const NoPlaysYet = ({ title, hasLeftOut }: { title: string; hasLeftOut: boolean }) => (
  <PageTitle title={title}>
    {hasLeftOut ? (
      <>
        No play counts: your plays are kept in the <FigureLink href="/history">history</FigureLink>, but left
        out of statistics. <FigureLink href="/me#exclusions">Your account</FigureLink> shows what is left out,
        and lets it count again.
      </>
    ) : (
      <>
        No plays yet. They arrive by themselves once Spotify lists some, and you can{' '}
        <FigureLink href="/import">import what you played before</FigureLink>. The{' '}
        <FigureLink href="/test">connection check</FigureLink> shows how the sync is doing.
      </>
    )}
  </PageTitle>
);
