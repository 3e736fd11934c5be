import { outlineButton } from '@/components/ui/button-style';
import type { Choice } from '@/components/ui/choice-tabs';
import { calendarRanges } from '@/lib/shared/analytics/calendar-ranges';
import type { Range } from '@/lib/shared/analytics/range';
import { rangeTextOf } from '@/lib/shared/analytics/range-parse';
import { PRESETS } from '@/lib/shared/analytics/range-presets';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import { DatesPanel } from '../dates-panel';
import { presetName, rangeTitle } from '../range-labels';
import { compareHref } from './compare-links';

/** Which of the two ranges is chosen. */
export type Side = 'a' | 'b';

interface ComparedRangePickerProps {
  side: Side;
  ranges: Record<Side, Range>;
  /** The listener's, YYYY-MM-DD. */
  today: string;
  /** The first day of the archive, YYYY-MM-DD. */
  firstDay: string;
  format: ReaderFormat;
}

const NAMES = { a: 'First', b: 'Second' } as const;

/** Chooses one of the two ranges; the address holds both. Links and a plain form. */
export function ComparedRangePicker(props: ComparedRangePickerProps) {
  const { side, ranges, format } = props;
  const other = side === 'a' ? 'b' : 'a';
  return (
    <nav aria-label={`${NAMES[side]} range of days`} className="relative">
      <DatesPanel
        range={ranges[side]}
        choices={choicesOf(props)}
        action="/compare"
        keep={{ [other]: rangeTextOf(ranges[other]) }}
        names={{ from: `${side}From`, to: `${side}To` }}
        button="Compare these days"
      >
        <summary
          className={`${outlineButton} w-full cursor-pointer list-none justify-between! bg-card [&::-webkit-details-marker]:hidden`}
        >
          <span>
            <span className="sr-only">{NAMES[side]}: </span>
            {capitalized(rangeTitle(ranges[side], format.locale))}
          </span>
          <span aria-hidden="true" className="text-soft">
            ▾
          </span>
        </summary>
      </DatesPanel>
    </nav>
  );
}

function choicesOf({ side, ranges, today, firstDay, format }: ComparedRangePickerProps): Choice[] {
  const own = ranges[side];
  const hrefOf = (range: Range) =>
    side === 'a' ? compareHref(range, ranges.b) : compareHref(ranges.a, range);
  const presets = PRESETS.map((preset) => ({
    name: presetName(preset, format.locale),
    href: hrefOf({ preset, from: null, to: null }),
    isChosen: own.preset === preset,
  }));
  const calendar = calendarRanges({ today, firstDay }, format).map(({ name, from, to }) => ({
    name,
    href: hrefOf({ preset: null, from, to }),
    isChosen: own.from === from && own.to === to,
  }));
  return [...presets, ...calendar];
}
