import { playsHref, topHref } from '@/components/shell/page-links';
import { ChangeMark } from '@/components/ui/change-mark';
import { FigureLink, HeroFigure } from '@/components/ui/hero-figure';
import type { ArchivedDays, Comparison, Discovery } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { rangeBefore, rangeWithin } from './range-labels';

interface ListeningSummaryProps {
  comparison: Comparison;
  discovery: Discovery;
  archived: ArchivedDays;
  format: ReaderFormat;
}

/** The range in one figure and one sentence, whose numbers link to what they count. */
export function ListeningSummary({ comparison, discovery, archived, format }: ListeningSummaryProps) {
  const { current, range } = comparison;
  const { figure, unit } = format.listened(current.listenedMs);
  return (
    <div>
      <HeroFigure figure={figure} unit={unit}>
        {opening(comparison, archived, format)}:{' '}
        <FigureLink href={playsHref({ from: range.from, to: range.to })}>
          {format.count(current.plays, 'play')}
        </FigureLink>{' '}
        of <FigureLink href={topHref('track', range)}>{format.count(current.tracks, 'track')}</FigureLink> by{' '}
        <FigureLink href={topHref('artist', range)}>{format.count(current.artists, 'artist')}</FigureLink>.{' '}
        <Compared comparison={comparison} discovery={discovery} format={format} />
      </HeroFigure>
    </div>
  );
}

/** "in the last 365 days, of which the archive has 2 days" */
function opening(
  { range, current }: Comparison,
  { days, archivedDays }: ArchivedDays,
  format: ReaderFormat,
): string {
  const isAll = range.preset === 'all' || (!range.from && !range.to && !range.preset);
  if (isAll && current.firstPlayAt) return `of listening since ${format.day(current.firstPlayAt)}`;
  const within = rangeWithin(range, format.locale);
  if (archivedDays === days) return within;
  return `${within}, of which the archive has ${format.count(archivedDays, 'day')}`;
}

function Compared({ comparison, discovery, format }: Omit<ListeningSummaryProps, 'archived'>) {
  const { range, change, previousRange } = comparison;
  const plays = discovery.playsOfNew + discovery.playsOfKnown;
  const share = discovery.playsOfNew / Math.max(plays, 1);
  // If nothing was known before, everything is new, which says nothing.
  const saysWhatIsNew = previousRange !== null && discovery.playsOfKnown > 0;
  const ofNew = saysWhatIsNew
    ? ` ${share > 0 ? percentLabel(share, format) : 'None'} of the plays were of tracks new to you.`
    : '';
  if (change.listenedMs === null) return ofNew;
  return (
    <>
      That is <ChangeMark change={change.listenedMs} format={format} />{' '}
      {Math.round(Math.abs(change.listenedMs) * 100) === 0 ? 'as in' : 'against'}{' '}
      {rangeBefore(range, format.locale)}
      {previousRange?.until ? ', up to the same moment' : ''}.{ofNew}
    </>
  );
}
