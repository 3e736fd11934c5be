import { presetHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { FigureLink, HeroFigure } from '@/components/ui/hero-figure';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { Range } from '@/lib/shared/analytics/range';
import type { ArchivedDays } from '@/lib/shared/analytics/statistics';
import type { Figure, ReaderFormat } from '@/lib/shared/format';
import { isAhead, rangeWithin } from './range-labels';
import { Outline, type OutlineName } from './what-will-appear';

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
      {range.preset === '1d' ? ' so far' : ''}
      {isLacking && archivedDays > 0
        ? `, of which the archive has ${format.number(archivedDays)} of ${format.count(days, 'day')}`
        : ''}
      .{' '}
      {isLacking ? (
        <>
          <FigureLink href="/import">Import your history</FigureLink> to have these days, choose others above,
        </>
      ) : (
        'Choose other days above,'
      )}{' '}
      or see <FigureLink href={presetHref(path, 'all')}>all of your listening</FigureLink>.
    </HeroFigure>
  );
}

function headingOf(range: Range, { days, archivedDays }: ArchivedDays, today: string): Figure {
  if (isAhead(range, today)) return { figure: 'Still to come', unit: '' };
  if (archivedDays === 0 && days > 0) return { figure: 'Not archived', unit: '' };
  return { figure: '0', unit: 'plays' };
}

/** What a page will show: the rest of "Once Spotify lists some, …", and its outline. */
const SOON = {
  Top: {
    words: 'the artists, tracks and albums that you play most are listed here, for any days you choose.',
    outline: 'ranking',
  },
  History: { words: 'each of them is listed here, day by day and to the minute.', outline: 'ranking' },
  Search: { words: 'every artist, album and track you have played can be found here.', outline: 'ranking' },
  Compare: { words: 'you can compare any two ranges of days here.', outline: 'days' },
  'Look back': {
    words: 'your milestones, forgotten favourites and this day in earlier years are shown here.',
    outline: 'hours',
  },
  Share: { words: 'you can share a snapshot of your listening with a link here.', outline: 'days' },
} satisfies Record<string, { words: string; outline: OutlineName }>;

interface NoPlaysYetProps {
  title: keyof typeof SOON;
  hasLeftOut: boolean;
}

/** Replaces a whole page while the archive is empty, or nothing of it counts. */
export function NoPlaysYet({ title, hasLeftOut }: NoPlaysYetProps) {
  if (hasLeftOut) return <NothingCounts title={title} />;
  const { words, outline } = SOON[title];
  return (
    <>
      <PageTitle title={title}>No plays yet. Once Spotify lists some, {words}</PageTitle>
      <div className="flex flex-wrap gap-2">
        <PageLink href="/import" className={outlineButton}>
          Import your history
        </PageLink>
        <PageLink href="/test" className={outlineButton}>
          Check the connection
        </PageLink>
      </div>
      <div className="mt-4 max-w-xl rounded-card border border-dashed border-edge p-6">
        <Outline of={outline} />
      </div>
    </>
  );
}

/** Replaces figures where all plays are left out of statistics, and leads back. */
export const NothingCounts = ({ title }: { title: string }) => (
  <>
    <PageTitle title={title}>
      <NothingCountsNote />
    </PageTitle>
    <SeeWhatIsLeftOut />
  </>
);

const NothingCountsNote = () => (
  <>
    None of your plays count: they are kept in your <FigureLink href="/history">history</FigureLink> but left
    out of statistics.
  </>
);

const SeeWhatIsLeftOut = () => (
  <div className="flex flex-wrap gap-2">
    <PageLink href="/me#exclusions" className={outlineButton}>
      See what is left out
    </PageLink>
  </div>
);
