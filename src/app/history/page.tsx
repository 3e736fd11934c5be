import 'server-only';
import type { Metadata } from 'next';
import { AddressProblem } from '@/components/address-problem';
import { HistoryView } from '@/components/history-view';
import { AppError } from '@/lib/app-error';
import { deps } from '@/lib/build-deps';
import { isCalendarDay } from '@/lib/shared/range-days';
import { requireUser } from '@/middleware/session';
import { getHistory, type StatisticsUser } from '@/services/analytics-service';
import { connectionCheck, ListenerFrame } from '../listener-frame';
import { oneOf, type SearchParameters } from '../page-range';
import { readerFormat } from '../reader';

export const metadata: Metadata = { title: 'History' };

const PAGE_SIZE = 50;
const LONGEST_QUERY = 100;

export default async function HistoryPage({ searchParams }: { searchParams: SearchParameters }) {
  const user = await requireUser();
  const asked = await readAsked(searchParams);
  const [found, check, format] = await Promise.all([
    historyOf(user, asked),
    connectionCheck(),
    readerFormat(user.timeZone),
  ]);
  const wrong = asked.wrongDay ?? found.wrongCursor;
  return (
    <ListenerFrame page="/history">
      <HistoryView
        {...{ asked, format }}
        history={found.history}
        keptPlays={check.keptPlays}
        problem={wrong ? <AddressProblem field={wrong.field}>{wrong.text}</AddressProblem> : null}
        now={deps().clock.now()}
      />
    </ListenerFrame>
  );
}

type Asked = Awaited<ReturnType<typeof readAsked>>;

async function readAsked(parameters: SearchParameters) {
  const { q, before, cursor } = await parameters;
  const day = oneOf(before) ?? null;
  const isDay = day !== null && isCalendarDay(day);
  const text = 'must be a day of the calendar, written YYYY-MM-DD. The latest plays are shown.';
  return {
    q: (oneOf(q) ?? '').trim().slice(0, LONGEST_QUERY),
    before: isDay ? day : null,
    cursor: oneOf(cursor),
    wrongDay: day === null || isDay ? null : { field: 'before', text },
  };
}

/** A cursor that is none, or somebody else's, begins again with the latest plays and says so. */
async function historyOf(user: StatisticsUser, { q, before, cursor }: Asked) {
  const page = { q: q || undefined, before: before ?? undefined, limit: PAGE_SIZE };
  try {
    return { history: await getHistory(deps(), user, { ...page, cursor }), wrongCursor: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.details.field !== 'cursor') throw error;
    const text = 'leads to no place in your history. It begins again with the latest plays.';
    return { history: await getHistory(deps(), user, page), wrongCursor: { field: 'cursor', text } };
  }
}
