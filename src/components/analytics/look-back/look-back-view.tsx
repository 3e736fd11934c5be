import type { ReactNode } from 'react';
import { type ChartName, tableLink } from '@/components/charts/table-link';
import { rangeParameters } from '@/components/shell/page-links';
import { PageTitle } from '@/components/ui/page-title';
import type {
  Forgotten,
  GenresOverTime,
  Milestones,
  OnThisDay,
  Skips,
} from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import type { PlaysByHour } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { ClockCard } from './clock-card';
import { ForgottenCard } from './forgotten-card';
import { GenresOverTimeCard } from './genres-over-time-card';
import { MilestonesCard } from './milestones-card';
import { OnThisDayCard } from './on-this-day-card';
import { SkipsCard } from './skips-card';

/** What looks back at the archive as a whole, and what the chosen days show. */
interface LookBack {
  onThisDay: OnThisDay;
  milestones: Milestones;
  tracks: Forgotten;
  artists: Forgotten;
  activity: PlaysByHour;
  genres: GenresOverTime;
  skips: Skips;
}

interface LookBackViewProps {
  lookBack: LookBack;
  /** How many plays count. */
  plays: number;
  /** Leads to each year in review. */
  reviews: ReactNode;
  picker: ReactNode;
  openTable: ChartName | null;
  format: ReaderFormat;
}

/** First what is of all time, then the range picker and everything that follows it. */
export function LookBackView({ lookBack, plays, reviews, picker, openTable, format }: LookBackViewProps) {
  const { onThisDay, milestones, tracks, artists, activity, genres, skips } = lookBack;
  const linkOf = (name: ChartName) => tableLink(name, rangeParameters(activity.range), openTable);
  return (
    <>
      <PageTitle title="Look back">
        Milestones from your whole archive, and how you listened on the days you choose.
      </PageTitle>
      {reviews}
      <Pair>
        <MilestonesCard milestones={milestones.milestones} plays={plays} format={format} />
        <div className="grid gap-4 empty:hidden two:gap-5">
          <OnThisDayCard onThisDay={onThisDay} most={onThisDay.years.length} format={format} />
          <ForgottenCard forgotten={tracks} format={format} />
          <ForgottenCard forgotten={artists} format={format} />
        </div>
      </Pair>
      {picker}
      <Pair>
        <ClockCard activity={activity} tableLink={linkOf('clock')} format={format} />
        <GenresOverTimeCard
          genres={genres}
          isCut={isCut(genres.range, activity.range)}
          tableLink={linkOf('genres-over-time')}
          format={format}
        />
        <SkipsCard skips={skips} format={format} />
      </Pair>
    </>
  );
}

/** Whether only a part of the days that were asked for is shown; all time begins with its first play. */
const isCut = (shown: Range, asked: Range): boolean =>
  shown.preset !== asked.preset || (asked.preset !== 'all' && shown.from !== asked.from);

/** Two in a row; the last that has none beside it is as wide as two. */
const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid gap-4 two:gap-5 wide:grid-cols-2 wide:has-[>:empty]:grid-cols-1 wide:*:last:odd:col-span-full">
    {children}
  </div>
);
