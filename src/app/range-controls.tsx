import { rangeWithin } from '@/components/analytics/range-labels';
import { RangePicker } from '@/components/analytics/range-picker';
import { ShareButton } from '@/components/share/share-button';
import { QueryError } from '@/components/ui/query-error';
import { deps } from '@/lib/build-deps';
import type { Range } from '@/lib/shared/analytics/range';
import type { RangeError as WrongRange } from '@/lib/shared/analytics/range-parse';
import type { ReaderFormat } from '@/lib/shared/format';
import type { ShareSubject } from '@/lib/shared/share/share-subject';
import { requireUser } from '@/middleware/session';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { ReviewLink } from './review-link';

interface RangeControlsProps {
  path: string;
  range: Range;
  problem: WrongRange | null;
  keep?: Record<string, string>;
  format: ReaderFormat;
  /** What a report made from here is about; without it, none is offered. */
  share?: ShareSubject;
  /** Whether the days lead to their year or month in review, also where the page itself has no plays of them. */
  isReviewed?: boolean;
}

/** The range picker, and the error for an invalid range in the URL. */
export async function RangeControls(props: RangeControlsProps) {
  const { path, range, problem, keep = {}, format, share, isReviewed = true } = props;
  const { totals } = await getConnectionCheck(deps(), (await requireUser()).id);
  const today = format.dayKey(deps().clock.now().toISOString());
  const firstDay = totals ? format.dayKey(totals.firstPlayAt) : today;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <RangePicker
          path={path}
          range={range}
          keep={keep}
          today={today}
          firstDay={firstDay}
          format={format}
        />
        <div className="flex flex-wrap gap-2">
          {isReviewed ? <ReviewLink range={range} today={today} locale={format.locale} /> : null}
          {share ? <ShareButton subject={share} range={range} /> : null}
        </div>
      </div>
      {problem ? (
        <QueryError field={problem.field}>
          {`${problem.message}. Showing your listening ${rangeWithin(range, format.locale)} instead.`}
        </QueryError>
      ) : null}
    </>
  );
}
