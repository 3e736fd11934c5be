import type { Range } from '@/lib/shared/range';
import { FigureLink, HeroFigure } from './hero-figure';
import { presetHref } from './page-links';
import { rangeWithin } from './range-words';

/** A range without a play is an answer, not an error: it says so and offers all of time. */
export function NothingPlayed({ path, range, locale }: { path: string; range: Range; locale: string }) {
  return (
    <HeroFigure figure="0" unit="plays">
      {rangeWithin(range, locale)}. Choose other days above, or look at{' '}
      <FigureLink href={presetHref(path, 'all')}>all of your listening</FigureLink>.
    </HeroFigure>
  );
}
