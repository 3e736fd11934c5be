import Form from 'next/form';
import { outlineButton, solidButton } from '@/components/ui/button-style';
import { ClosingDetails } from '@/components/ui/closing-details';
import { PageLink } from '@/components/ui/page-link';
import { calendarRanges } from '@/lib/shared/analytics/calendar-ranges';
import type { Range } from '@/lib/shared/analytics/range';
import { rangeTextOf } from '@/lib/shared/analytics/range-parse';
import { PRESETS } from '@/lib/shared/analytics/range-presets';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import { DateFields } from '../date-fields';
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
  const range = ranges[side];
  const name = rangeTitle(range, format.locale);
  return (
    <nav aria-label={`${NAMES[side]} range of days`} className="relative">
      {/* Another range is another panel: what was chosen in it closes it. */}
      <ClosingDetails key={JSON.stringify(range)}>
        <summary
          className={`${outlineButton} w-full cursor-pointer list-none justify-between! bg-card [&::-webkit-details-marker]:hidden`}
        >
          <span>
            <span className="sr-only">{NAMES[side]}: </span>
            {capitalized(name)}
          </span>
          <span aria-hidden="true" className="text-soft">
            ▾
          </span>
        </summary>
        <div className="absolute inset-x-0 top-full z-20 mt-2 grid gap-4 rounded-card border border-line bg-card p-4 shadow-card">
          <Choices {...props} />
          <DatesForm side={side} ranges={ranges} />
        </div>
      </ClosingDetails>
    </nav>
  );
}

function Choices({ side, ranges, today, firstDay, format }: ComparedRangePickerProps) {
  const presets = PRESETS.map((preset) => ({
    name: presetName(preset),
    range: { preset, from: null, to: null },
    isChosen: ranges[side].preset === preset,
  }));
  const calendar = calendarRanges(today, format.firstWeekday, firstDay).map(({ name, from, to }) => ({
    name,
    range: { preset: null, from, to },
    isChosen: ranges[side].from === from && ranges[side].to === to,
  }));
  return (
    <ul className="flex flex-wrap gap-2">
      {[...presets, ...calendar].map(({ name, range, isChosen }) => (
        <li key={name}>
          <PageLink
            href={side === 'a' ? compareHref(range, ranges.b) : compareHref(ranges.a, range)}
            aria-current={isChosen ? 'true' : undefined}
            className="block rounded-lg border border-line px-2.5 py-2 text-sm leading-none font-medium text-soft no-underline hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper"
          >
            {name}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

/** Days of one's own; the other range goes along. */
function DatesForm({ side, ranges }: Pick<ComparedRangePickerProps, 'side' | 'ranges'>) {
  const other = side === 'a' ? 'b' : 'a';
  return (
    <Form action="/compare" prefetch={false} className="grid gap-3 border-t border-line pt-4">
      <input type="hidden" name={other} value={rangeTextOf(ranges[other])} />
      <DateFields
        names={{ from: `${side}From`, to: `${side}To` }}
        from={ranges[side].from}
        to={ranges[side].to}
      />
      <button type="submit" className={solidButton}>
        Compare these days
      </button>
    </Form>
  );
}
