import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { HistoryView } from '@/components/history/history-view';
import { historyTitle } from '@/components/shell/page-titles';
import { QueryError } from '@/components/ui/query-error';
import { AppError } from '@/lib/app-error';
import { deps, statisticsDeps } from '@/lib/build-deps';
import { isCalendarDay } from '@/lib/shared/analytics/range-days';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';
import { EVERY_PLAY, isFiltered, parsePlaysFilter } from '@/lib/shared/history/plays-filter';
import { requireUser } from '@/middleware/session';
import { getArchivedDays } from '@/services/analytics/archived-days';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { getHistory, getHistoryScope } from '@/services/history/history';
import { fromCursor } from '../../from-cursor';
import { eachOnce, type Asked as Given, inOrder } from '../../page-range';
import { readerFormat } from '../../reader';

const PAGE_SIZE = 50;

export async function generateMetadata({ searchParams }: PageProps<'/history'>): Promise<Metadata> {
  const asked = readAsked(await searchParams);
  const { entity, album } = asked.filter;
  const user = await requireUser();
  const names = entity || album ? await aboutOf(statisticsDeps(), user, asked, { isCounted: false }) : null;
  const { locale } = await readerFormat();
  return { title: historyTitle(asked, names, locale) };
}

export default async function HistoryPage({ searchParams }: PageProps<'/history'>) {
  const user = await requireUser();
  const asked = readAsked(await searchParams);
  const [found, about, { countedPlays, hasLeftOut }] = await Promise.all([
    historyOf(statisticsDeps(), user, asked),
    aboutOf(statisticsDeps(), user, asked, { isCounted: asked.cursor === undefined }),
    getConnectionCheck(deps(), user.id),
  ]);
  const isEmpty = about?.plays === 0;
  const archived = isEmpty ? await archivedOf(statisticsDeps(), user, asked) : null;
  const wrong = asked.wrongFilter ?? asked.wrongDay ?? found.wrongCursor;
  return (
    <HistoryView
      asked={found.wrongCursor ? { ...asked, cursor: undefined } : asked}
      about={about}
      archived={archived}
      countedPlays={countedPlays}
      hasLeftOut={hasLeftOut}
      now={deps().clock.now()}
      format={await readerFormat()}
      history={found.history}
      problem={wrong ? <QueryError field={wrong.field}>{wrong.text}</QueryError> : null}
    />
  );
}

type Asked = ReturnType<typeof readAsked>;

function readAsked(given: Given) {
  const one = eachOnce(given);
  const day = one.before ?? null;
  const isDay = day !== null && isCalendarDay(day);
  const text = 'must be a day of the calendar, written YYYY-MM-DD. The latest plays are shown.';
  return {
    q: (one.q ?? '').trim().slice(0, LONGEST_QUERY),
    before: isDay ? day : null,
    cursor: one.cursor,
    short: one.short === 'true',
    ...readFilter(one),
    wrongDay: day === null || isDay ? null : { field: 'before', text },
  };
}

/** An invalid filter is left out, and its fault is shown. */
function readFilter(one: ReturnType<typeof eachOnce>) {
  const [from, to] = inOrder(one.from, one.to);
  const read = parsePlaysFilter({ ...one, from, to });
  if (read.ok) return { filter: read.value, wrongFilter: null };
  const { field, message } = read.error;
  return { filter: EVERY_PLAY, wrongFilter: { field, text: `${message}. All plays are shown.` } };
}

const scopeOf = ({ q, before, filter, short }: Asked) => ({
  q: q || undefined,
  before: before ?? undefined,
  filter,
  short,
});

/** What the filter is about. The plays are counted on the first page only: older ones are read for their plays. */
async function aboutOf(deps: ReadDeps, user: StatisticsUser, asked: Asked, how: { isCounted: boolean }) {
  if (!isFiltered(asked.filter)) return null;
  return getHistoryScope(deps, user, scopeOf(asked), how).catch(notFoundForEntity);
}

const archivedOf = (deps: ReadDeps, user: StatisticsUser, { filter: { from, to } }: Asked) =>
  getArchivedDays(deps, user, { preset: null, from, to });

/** Not found for an entity or album that this listener never played. */
function notFoundForEntity(error: unknown): never {
  if (error instanceof AppError && (error.details.field === 'id' || error.details.field === 'album'))
    notFound();
  throw error;
}

async function historyOf(deps: ReadDeps, user: StatisticsUser, asked: Asked) {
  const page = { ...scopeOf(asked), limit: PAGE_SIZE };
  const read = (cursor?: string) => getHistory(deps, user, { ...page, cursor }).catch(notFoundForEntity);
  const { page: history, isWrong } = await fromCursor(asked.cursor, read);
  const text = 'leads to no place in your history. It begins again with the latest plays.';
  return { history, wrongCursor: isWrong ? { field: 'cursor', text } : null };
}
