import Form from 'next/form';
import { fullDay } from '@/components/charts/calendar-days';
import { presetHref } from '@/components/shell/page-links';
import { outlineButton, solidButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import type { Range } from '@/lib/shared/analytics/range';
import type { Preset } from '@/lib/shared/analytics/range-presets';
import { presetName } from './range-labels';

const SHOWN: Preset[] = ['7d', '30d', '90d', '1y', 'all'];

interface RangePickerProps {
  /** The page that shows the range; the links stay on it. */
  path: string;
  range: Range;
  /** Other URL parameters, which are kept. */
  keep?: Record<string, string>;
  locale: string;
}

/** Chooses the days of a page. Links and one plain form: the URL holds the range. */
export function RangePicker({ path, range, keep = {}, locale }: RangePickerProps) {
  return (
    <nav
      aria-label="Range of days"
      className="flex w-fit max-w-full flex-wrap gap-0.5 rounded-[10px] border border-line bg-card p-[3px]"
    >
      {SHOWN.map((preset) => (
        <PageLink
          key={preset}
          href={presetHref(path, preset, keep)}
          aria-current={range.preset === preset ? 'true' : undefined}
          className={segment}
        >
          {presetName(preset)}
        </PageLink>
      ))}
      <PickDates path={path} range={range} keep={keep} locale={locale} />
    </nav>
  );
}

const segment =
  'block rounded-lg px-[7px] py-2 text-[13px] leading-none two:text-sm font-medium whitespace-nowrap text-soft no-underline hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper two:px-3';

function PickDates({ path, range, keep = {}, locale }: RangePickerProps) {
  const chosen = range.preset === null && range.from && range.to;
  return (
    <details className="group relative">
      <summary
        aria-current={chosen ? 'true' : undefined}
        className={`${segment} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}
      >
        {chosen ? datesLabel(range, locale) : <PickDatesLabel />}
      </summary>
      <Form
        action={path}
        prefetch={false}
        className="absolute top-full right-0 z-10 mt-2 grid w-60 max-w-[calc(100vw-36px)] gap-3 rounded-card border border-line bg-card p-4 shadow-card two:right-auto two:left-0"
      >
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DateField name="from" label="From" value={range.from} />
        <DateField name="to" label="To" value={range.to} />
        <button type="submit" className={solidButton}>
          Show these days
        </button>
      </Form>
    </details>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <label className="grid gap-1 text-[13px] text-soft">
      {label}
      <input
        type="date"
        name={name}
        required
        defaultValue={value ?? undefined}
        className={`${outlineButton} w-full justify-between bg-paper`}
      />
    </label>
  );
}

const PickDatesLabel = () => (
  <>
    <span className="hidden two:inline">Pick dates…</span>
    <span className="two:hidden">Dates…</span>
  </>
);

const datesLabel = ({ from, to }: Range, locale: string): string =>
  from === to ? fullDay(from ?? '', locale) : `${fullDay(from ?? '', locale)} – ${fullDay(to ?? '', locale)}`;
