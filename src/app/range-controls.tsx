import { rangeWithin } from '@/components/analytics/range-labels';
import { RangePicker } from '@/components/analytics/range-picker';
import { ShareButton } from '@/components/share/share-button';
import { QueryProblem } from '@/components/ui/query-problem';
import type { Range } from '@/lib/shared/analytics/range';
import type { RangeError as WrongRange } from '@/lib/shared/analytics/range-parse';
import type { ShareSubject } from '@/lib/shared/share/share-subject';

interface RangeControlsProps {
  path: string;
  range: Range;
  problem: WrongRange | null;
  keep?: Record<string, string>;
  locale: string;
  /** What a report made from here is about; without it, none is offered. */
  share?: ShareSubject;
}

/** The range picker, and the error for an invalid range in the URL. */
export function RangeControls({ path, range, problem, keep = {}, locale, share }: RangeControlsProps) {
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <RangePicker path={path} range={range} keep={keep} locale={locale} />
        {share ? <ShareButton subject={share} range={range} /> : null}
      </div>
      {problem ? (
        <QueryProblem field={problem.field}>
          {problem.message}. Shown is your listening {rangeWithin(range, locale)}.
        </QueryProblem>
      ) : null}
    </>
  );
}
