import { presetHref } from '@/components/shell/page-links';
import { FigureLink, HeroFigure } from '@/components/ui/hero-figure';
import { PageTitle } from '@/components/ui/page-title';
import type { Range } from '@/lib/shared/analytics/range';
import { rangeWithin } from './range-labels';

interface NothingPlayedProps {
  path: string;
  range: Range;
  locale: string;
  level?: 'h1' | 'h2';
}

/** Shown for a range without plays: says so and offers all time. */
export function NothingPlayed({ path, range, locale, level }: NothingPlayedProps) {
  return (
    <HeroFigure figure="0" unit="plays" level={level}>
      {rangeWithin(range, locale)}. Choose other days above, or see{' '}
      <FigureLink href={presetHref(path, 'all')}>all of your listening</FigureLink>.
    </HeroFigure>
  );
}

/** Replaces a whole page while the archive is empty, or nothing of it counts. */
export const NoPlaysYet = ({ title, hasLeftOut }: { title: string; hasLeftOut: boolean }) => (
  <PageTitle title={title}>
    {hasLeftOut ? (
      <>
        No play counts: your plays are kept in the <FigureLink href="/history">history</FigureLink>, but left
        out of statistics. <FigureLink href="/me#exclusions">Your account</FigureLink> shows what is left out.
      </>
    ) : (
      <>
        No plays are archived yet. They arrive by themselves once Spotify has shown some; the{' '}
        <FigureLink href="/test">connection check</FigureLink> shows its status.
      </>
    )}
  </PageTitle>
);
