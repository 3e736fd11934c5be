import 'server-only';
import { AddressProblem } from '@/components/address-problem';
import { RangePicker } from '@/components/range-picker';
import { rangeWithin } from '@/components/range-words';
import type { Range } from '@/lib/shared/range';
import type { RangeError as WrongRange } from '@/lib/shared/range-parse';

interface RangeControlsProps {
  path: string;
  range: Range;
  problem: WrongRange | null;
  keep?: Record<string, string>;
  locale: string;
}

/** The picker of days, and what the address got wrong. */
export function RangeControls({ path, range, problem, keep = {}, locale }: RangeControlsProps) {
  return (
    <>
      <RangePicker path={path} range={range} keep={keep} locale={locale} />
      {problem ? (
        <AddressProblem field={problem.field}>
          {problem.message}. Shown is your listening {rangeWithin(range, locale)}.
        </AddressProblem>
      ) : null}
    </>
  );
}
