import 'server-only';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AddressProblem } from '@/components/address-problem';
import { HistoryView } from '@/components/history-view';
import { AppError } from '@/lib/app-error';
import { deps } from '@/lib/build-deps';
import { EVERY_PLAY, isFiltered, parsePlaysFilter } from '@/lib/shared/plays-filter';
import type { Range } from '@/lib/shared/range';
import { isCalendarDay } from '@/lib/shared/range-days';
import { requireUser } from '@/middleware/session';
import { getHistory, getHistoryScope, type StatisticsUser } from '@/services/analytics-service';
import { connectionCheck, ListenerFrame } from '../listener-frame';
import { oneOf, type SearchParameters } from '../page-range';
import { readerFormat } from '../reader';

export const metadata: Metadata = { title: 'History' };

const PAGE_SIZE = 50;
const LONGEST_QUERY = 100;

export default async function HistoryPage({ searchParams }: { searchParams: SearchParameters }) {
  const user = await requireUser();
  const asked = await readAsked(searchParams);
  const [found, about, check, format] = await Promise.all([
    historyOf(user, asked),
    aboutOf(user, asked),
    connectionCheck(),
    readerFormat(user.timeZone),
  ]);
  const wrong = asked.wrongFilter ?? asked.wrongDay ?? found.wrongCursor;
  return (
    <ListenerFrame page="/history" range={daysOf(asked)}>
      <HistoryView
        {...{ asked, about, format }}
        history={found.history}
        keptPlays={check.keptPlays}
        problem={wrong ? <AddressProblem field={wrong.field}>{wrong.text}</AddressProblem> : null}
        now={deps().clock.now()}
      />
    </ListenerFrame>
  );
}

/** The days of the filter, which go along to other pages. */
const daysOf = ({ filter: { from, to } }: Asked): Range | null =>
  from || to ? { preset: null, from, to } : null;

type Asked = Awaited<ReturnType<typeof readAsked>>;

async function readAsked(parameters: SearchParameters) {
  const given = await parameters;
  const { q, before, cursor } = given;
  const filter = readFilter(given);
  const day = oneOf(before) ?? null;
  const isDay = day !== null && isCalendarDay(day);
  const text = 'must be a day of the calendar, written YYYY-MM-DD. The latest plays are shown.';
  return {
    q: (oneOf(q) ?? '').trim().slice(0, LONGEST_QUERY),
    before: isDay ? day : null,
    cursor: oneOf(cursor),
    ...filter,
    wrongDay: day === null || isDay ? null : { field: 'before', text },
  };
}

/** A filter that cannot be is left out, with what is wrong with it. */
function readFilter(given: Awaited<SearchParameters>) {
  const [from, to, kind, id] = [oneOf(given.from), oneOf(given.to), oneOf(given.kind), oneOf(given.id)];
  const [weekday, hour, genre] = [oneOf(given.weekday), oneOf(given.hour), oneOf(given.genre)];
  const read = parsePlaysFilter({ from, to, kind, id, weekday, hour, genre });
  if (read.ok) return { filter: read.value, wrongFilter: null };
  const { field, message } = read.error;
  return { filter: EVERY_PLAY, wrongFilter: { field, text: `${message}. All plays are shown.` } };
}

const scopeOf = ({ q, before, filter }: Asked) => ({
  q: q || undefined,
  before: before ?? undefined,
  filter,
});

/** What the filter is about. The plays are counted on the first page only: older ones are read for their plays. */
async function aboutOf(user: StatisticsUser, asked: Asked) {
  if (!isFiltered(asked.filter)) return null;
  const isCounted = asked.cursor === undefined;
  return getHistoryScope(deps(), user, scopeOf(asked), { isCounted }).catch(notFoundForThing);
}

/** Not found for a thing that this listener never played. */
function notFoundForThing(error: unknown): never {
  if (error instanceof AppError && error.details.field === 'id') notFound();
  throw error;
}

/** A cursor that is none, or somebody else's, begins again with the latest plays and says so. */
async function historyOf(user: StatisticsUser, asked: Asked) {
  const { cursor } = asked;
  const page = { ...scopeOf(asked), limit: PAGE_SIZE };
  try {
    return { history: await getHistory(deps(), user, { ...page, cursor }), wrongCursor: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.details.field !== 'cursor') return notFoundForThing(error);
    const text = 'leads to no place in your history. It begins again with the latest plays.';
    return { history: await getHistory(deps(), user, page), wrongCursor: { field: 'cursor', text } };
  }
}
