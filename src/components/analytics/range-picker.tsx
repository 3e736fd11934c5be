import { pageHref, presetHref, rangeParameters } from '@/components/shell/page-links';
import { PageLink } from '@/components/ui/page-link';
import { daySpan } from '@/lib/shared/analytics/calendar-days';
import { calendarRanges, steppedRange } from '@/lib/shared/analytics/calendar-ranges';
import type { Range } from '@/lib/shared/analytics/range';
import type { Preset } from '@/lib/shared/analytics/range-presets';
import type { ReaderFormat } from '@/lib/shared/format';
import { DatesPanel } from './dates-panel';
import { calendarLabel, presetName } from './range-labels';

const SHOWN: Preset[] = ['7d', '30d', '90d', '1y', 'all'];

interface RangePickerProps {
  /** The page that shows the range; the links stay on it. */
  path: string;
  range: Range;
  /** Other URL parameters, which are kept. */
  keep: Record<string, string>;
  /** The listener's, YYYY-MM-DD. */
  today: string;
  /** The first day of the archive, YYYY-MM-DD: years before are not offered. */
  firstDay: string;
  format: ReaderFormat;
}

/** Chooses the days of a page. Links and one plain form: the URL holds the range. */
export function RangePicker(props: RangePickerProps) {
  const { path, range, keep, format } = props;
  return (
    <nav
      aria-label="Range of days"
      className="relative flex w-fit max-w-full flex-wrap rounded-[10px] two:gap-0.5 border border-line bg-card p-[3px]"
    >
      {SHOWN.map((preset) => (
        <PageLink
          key={preset}
          href={presetHref(path, preset, keep)}
          aria-current={range.preset === preset ? 'true' : undefined}
          className={segment}
        >
          {presetName(preset, format.locale)}
        </PageLink>
      ))}
      <div className="flex two:gap-0.5">
        <PickDates {...props} />
        <Step {...props} step={-1} />
        <Step {...props} step={1} />
      </div>
    </nav>
  );
}

const segment =
  'block rounded-lg px-1.5 py-[15.5px] text-[0.8125rem] leading-none two:text-sm font-medium whitespace-nowrap text-soft no-underline hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper two:px-3 two:py-2';

const BEFORE = { sign: '‹', name: 'The days before' };
const AFTER = { sign: '›', name: 'The days after' };

/** To the range beside the shown one; nothing beyond today. On the narrowest phones only beside chosen dates, which take a row of their own. */
function Step({ path, range, keep, today, step }: RangePickerProps & { step: -1 | 1 }) {
  const days = steppedRange(range, today, step);
  if (!days) return null;
  const { sign, name } = step < 0 ? BEFORE : AFTER;
  return (
    <PageLink
      href={pageHref(path, { ...keep, ...rangeParameters(days) })}
      aria-label={name}
      className={`${segment} min-w-6 text-center ${range.preset ? 'max-[23.5rem]:hidden' : ''}`}
    >
      {sign}
    </PageLink>
  );
}

const NAMES = { from: 'from', to: 'to' };

function PickDates({ path, range, keep, today, firstDay, format }: RangePickerProps) {
  const chosen = chosenLabel(range, format.locale);
  const choices = calendarRanges({ today, firstDay }, format).map(({ name, from, to }) => ({
    name,
    href: pageHref(path, { ...keep, from, to }),
    isChosen: range.from === from && range.to === to,
  }));
  return (
    <DatesPanel
      range={range}
      width="two:right-auto two:w-72"
      choices={choices}
      action={path}
      keep={keep}
      names={NAMES}
      button="Show these days"
    >
      <summary
        aria-current={chosen ? 'true' : undefined}
        className={`${segment} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}
      >
        {chosen ?? <PickDatesLabel />}
      </summary>
    </DatesPanel>
  );
}

const PickDatesLabel = () => (
  <>
    <span className="hidden two:inline">Pick dates…</span>
    <span className="two:hidden">Dates</span>
  </>
);

/** The chosen days where they have no segment of their own; null where they have. */
function chosenLabel(range: Range, locale: string): string | null {
  if (range.preset !== null) return SHOWN.includes(range.preset) ? null : presetName(range.preset, locale);
  return range.from && range.to
    ? (calendarLabel(range, locale) ?? daySpan(range.from, range.to, locale))
    : null;
}
