import { clockHour } from '@/components/history/plays-filter-labels';
import { playsHref } from '@/components/shell/page-links';
import type { Activity } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Thing } from '@/lib/shared/history/plays-filter';
import { weekdayNames } from './calendar-days';
import { CellGrid } from './cell-grid';
import { type ChartCell, ChartFrame, type ChartTable } from './chart-frame';
import { DensityKey } from './density-key';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const HOUR_LABELS = [0, 6, 12, 18];

interface HeatMapProps {
  activity: Pick<Activity, 'range' | 'plays' | 'busiest'>;
  /** Whose plays are counted, where not all are. */
  thing?: Thing;
  /** False where the plays behind the cells are nobody else's to see: on a shared report. */
  isLinked?: boolean;
  format: ReaderFormat;
}

/** When in the week somebody listens: 7 days of 24 hours, darker for more plays. */
export function HeatMap({ activity, thing, isLinked = true, format }: HeatMapProps) {
  const names = weekdayNames(format.locale, 'short');
  const long = weekdayNames(format.locale, 'long');
  const hrefOf = (weekday: number, hour: number) =>
    isLinked && activity.plays[weekday]?.[hour] ? cellHref(activity, thing, weekday, hour) : null;
  const largest = Math.max(0, ...activity.plays.flat());
  const cells = WEEKDAYS.flatMap((weekday) =>
    HOURS.map((hour) => {
      const plays = activity.plays[weekday]?.[hour] ?? 0;
      const title = `${long[weekday]}, ${clockHour(hour)}: ${format.count(plays, 'play')}`;
      return { column: hour, row: weekday, plays, title, href: hrefOf(weekday, hour) };
    }),
  );
  return (
    <ChartFrame label={activitySentence(activity, format)} table={activityTable(activity, hrefOf, format)}>
      <div aria-hidden="true" className="grid grid-cols-[40px_minmax(0,1fr)] text-xs text-soft">
        <div className="grid grid-rows-7 items-center">
          {names.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        <CellGrid cells={cells} largest={largest} columns={24} rows={7} />
        <span />
        <HourLabels />
      </div>
      <DensityKey hasGaps={false} />
    </ChartFrame>
  );
}

const HourLabels = () => (
  <div className="relative mt-1.5 h-5">
    {HOUR_LABELS.map((hour) => (
      <span key={hour} className="absolute" style={{ left: `${(hour / 24) * 100}%` }}>
        {clockHour(hour)}
      </span>
    ))}
  </div>
);

function activitySentence({ busiest }: Pick<Activity, 'busiest'>, format: ReaderFormat): string {
  if (!busiest) return 'Plays by hour and weekday: nothing was played in these days.';
  const day = weekdayNames(format.locale, 'long')[busiest.weekday];
  return `Plays by hour and weekday. The most are on ${day} at ${clockHour(busiest.hour)}: ${format.count(busiest.plays, 'play')}.`;
}

/** "Thursdays at 21:00 more than ever" */
export function busiestNote({ busiest }: Pick<Activity, 'busiest'>, format: ReaderFormat): string {
  if (!busiest) return 'Nothing was played in these days';
  return `${weekdayNames(format.locale, 'long')[busiest.weekday]} at ${clockHour(busiest.hour)} more than at any other hour`;
}

function cellHref(
  { range: { from, to } }: Pick<Activity, 'range'>,
  thing: Thing | undefined,
  weekday: number,
  hour: number,
) {
  return playsHref({ from, to, weekday, hour, ...(thing ? { thing } : {}) });
}

/** The same cells, each with the same link: the picture is for pointers, the table for keys. */
function activityTable(
  { plays }: Pick<Activity, 'plays'>,
  hrefOf: (weekday: number, hour: number) => string | null,
  format: ReaderFormat,
): ChartTable {
  const cellOf = (weekday: number, hour: number): ChartCell => {
    const text = format.number(plays[weekday]?.[hour] ?? 0);
    const href = hrefOf(weekday, hour);
    return href === null ? text : { text, href };
  };
  return {
    caption: 'Plays by hour and weekday',
    columns: ['Hour', ...weekdayNames(format.locale, 'short')],
    rows: HOURS.map((hour) => ({
      key: String(hour),
      cells: [clockHour(hour), ...WEEKDAYS.map((weekday) => cellOf(weekday, hour))],
    })),
  };
}
