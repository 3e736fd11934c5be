import type { Metadata } from 'next';
import { estimatedShare, shareAmong } from '@/components/analytics/estimate-note';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { TopView } from '@/components/analytics/top-view';
import { pageKind, TOP_PAGE, topParameters } from '@/components/shell/page-links';
import { topTitle } from '@/components/shell/page-titles';
import { deps, statisticsDeps } from '@/lib/build-deps';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { CountedKind } from '@/lib/shared/analytics/statistics';
import { requireUser } from '@/middleware/session';
import { getArchivedDays } from '@/services/analytics/archived-days';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { type Asked, oneOf, readRange } from '../../page-range';
import { RangeControls } from '../../range-controls';
import { readerFormat } from '../../reader';

export async function generateMetadata({ searchParams }: PageProps<'/top'>): Promise<Metadata> {
  const asked = await searchParams;
  const { range } = readRange(asked, '1y');
  const { kind, isNew } = readChoice(asked);
  const { locale } = await readerFormat();
  return { title: topTitle(kind, range, isNew, locale) };
}

const LARGEST_OFFSET = 1_000_000;

export default async function TopPage({ searchParams }: PageProps<'/top'>) {
  const user = await requireUser();
  const asked = await searchParams;
  const { range, problem } = readRange(asked, '1y');
  const choice = readChoice(asked);
  const { kind, by, offset, isNew } = choice;
  const format = await readerFormat();
  const read = (part: { limit: number; offset?: number }) =>
    getTop(statisticsDeps(), user, kind, range, { by, isNew, ...part });
  const [top, first, archived, { totals, countedPlays, hasLeftOut }] = await Promise.all([
    read({ limit: TOP_PAGE, offset }),
    offset === 0 ? null : read({ limit: 1 }),
    getArchivedDays(statisticsDeps(), user, range),
    getConnectionCheck(deps(), user.id),
  ]);
  if (top.total === 0 && countedPlays === 0) return <NoPlaysYet title="Top" hasLeftOut={hasLeftOut} />;
  const picker = (
    <RangeControls
      range={range}
      problem={problem}
      keep={topParameters(kind, choice)}
      path="/top"
      format={format}
      // A report counts the releases of a track together.
      share={top.total === 0 ? undefined : { about: 'top', kind: pageKind(kind), by }}
    />
  );
  return (
    <TopView
      {...choice}
      archived={archived}
      now={deps().clock.now()}
      picker={picker}
      format={format}
      top={top}
      estimated={await estimatedOf(user, choice.by, range, totals && { ...totals, plays: countedPlays })}
      first={(first ?? top).entries[0]}
    />
  );
}

/** How much of the plays has an estimated time, where a ranking by time says so. All plays may tell it of some without a count. */
async function estimatedOf(
  user: StatisticsUser,
  by: Measure,
  range: Range,
  all: { plays: number; estimatedPlays: number } | null,
): Promise<number> {
  if (by === 'plays' || all === null) return 0;
  return shareAmong(all) ?? estimatedShare(await getTotals(statisticsDeps(), user, range));
}

function readChoice(asked: Asked) {
  const [kind, by, offset] = [oneOf(asked.kind), oneOf(asked.by), Number(oneOf(asked.offset) ?? 0)];
  return {
    kind: kindOf(kind, oneOf(asked.releases)),
    by: measureOf(by),
    isNew: oneOf(asked.new) === 'true',
    offset: Number.isInteger(offset) && offset > 0 ? Math.min(offset, LARGEST_OFFSET) : 0,
  };
}

function kindOf(text: string | undefined, releases: string | undefined): CountedKind {
  if (text === 'track') return releases === 'separate' ? 'release' : 'track';
  return text === 'album' ? text : 'artist';
}

const measureOf = (text: string | undefined): Measure => (text === 'time' ? 'time' : 'plays');
