import { weekdayNames } from '@/lib/shared/analytics/calendar-days';
import { hoursReached } from '@/lib/shared/analytics/hours-reached';
import type { Archived, PlaysByHour } from '@/lib/shared/analytics/statistics';
import { clockHour, type ReaderFormat } from '@/lib/shared/format';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { CellPicture } from './cell-picture';
import { ChartCursor } from './chart-cursor';
import { isHourUnarchived, type WeekFigures, weekdayRow } from './chart-figures';
import { ChartFrame } from './chart-frame';
import { hourHref } from './chart-marks';
import { DensityKey } from './density-key';
import type { FigureCell, Figures } from './figure-table';
import { lackLabel } from './lack-label';
import type { TableLink } from './table-link';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const HOUR_LABELS = [0, 6, 12, 18];

interface HeatMapProps {
  activity: Pick<PlaysByHour, 'range' | 'plays' | 'busiest' | 'unarchivedHours'>;
  /** Whose plays are counted, where not all are. */
  entity?: Entity | undefined;
  /** The hour on the listener's clock, YYYY-MM-DDTHH: those after it are to come, and have no cell. */
  now: string;
  format: ReaderFormat;
  tableLink?: TableLink | undefined;
  /** False where the plays are nobody else's to see: on a shared report. */
  isLinked?: boolean;
}

/** When in the week somebody listens: 7 days of 24 hours, darker for more plays, hatched where nothing was archived. */
export function HeatMap(props: HeatMapProps) {
  const { activity, format, tableLink, isLinked = true } = props;
  const { firstWeekday, locale } = format;
  const figures = figuresOf(props);
  const cells = cellsOf(figures);
  return (
    <ChartFrame
      label={`${activitySentence(activity, format)}${lackSentence(cells, format)}`}
      caption="Plays by hour and weekday"
      figures={() => activityTable(figures, isLinked, format)}
      tableLink={tableLink}
    >
      {/* A row is at least as high as its name, so that names and cells share one grid at every width. */}
      <div className="grid min-h-28 grow grid-cols-[2.5rem_minmax(0,1fr)] grid-rows-[1fr_auto] text-xs leading-none text-soft">
        <DayLabels locale={locale} firstWeekday={firstWeekday} />
        <div className="aspect-24/7 min-h-[max(100%,7rem)] w-full">
          <ChartCursor
            figures={figures}
            label={`Hours of the week, a row for each day. Arrow keys move among them${isLinked ? ', Enter shows the plays' : ''}.`}
            locale={locale}
            isLinked={isLinked}
          >
            <CellPicture
              cells={cells}
              largest={Math.max(0, ...activity.plays.flat())}
              columns={24}
              rows={7}
              className="absolute inset-0 size-full"
            />
          </ChartCursor>
        </div>
        <HourLabels locale={locale} />
      </div>
      <DensityKey lack={lackLabel(cells)} />
    </ChartFrame>
  );
}

const figuresOf = ({ activity, entity, now, format }: HeatMapProps): WeekFigures => ({
  kind: 'week',
  range: activity.range,
  firstWeekday: format.firstWeekday,
  plays: reachedPlays(activity, now),
  unarchived: activity.unarchivedHours.map(({ weekday, hour }) => weekday * 24 + hour),
  entity: entity ?? null,
});

const cellsOf = (figures: WeekFigures) =>
  figures.plays.flatMap((hours, weekday) =>
    hours.flatMap((plays, column) => (plays === null ? [] : [cellOf(figures, weekday, column, plays)])),
  );

function cellOf(figures: WeekFigures, weekday: number, column: number, plays: number) {
  const archived: Archived = isHourUnarchived(figures, weekday, column) ? 'none' : 'all';
  return { column, row: weekdayRow(weekday, figures.firstWeekday), plays, archived };
}

/** Null for hours that the days do not have, or not yet; one that has plays all the same is shown. */
function reachedPlays({ plays, range }: HeatMapProps['activity'], now: string): WeekFigures['plays'] {
  const isReached = hoursReached(range, now);
  return plays.map((hours, weekday) =>
    hours.map((count, hour) => (count > 0 || isReached(weekday, hour) ? count : null)),
  );
}

const DayLabels = ({ locale, firstWeekday }: { locale: string; firstWeekday: number }) => (
  <div aria-hidden="true" className="grid grid-rows-7 items-center">
    {inOrder(weekdayNames(locale, 'short'), firstWeekday).map((name) => (
      <span key={name}>{name}</span>
    ))}
  </div>
);

const HourLabels = ({ locale }: { locale: string }) => (
  <div aria-hidden="true" className="relative col-start-2 mt-1.5 h-4 leading-4">
    {HOUR_LABELS.map((hour) => (
      <span key={hour} className="absolute" style={{ left: `${(hour / 24) * 100}%` }}>
        {clockHour(hour, locale)}
      </span>
    ))}
  </div>
);

function activitySentence({ busiest }: Pick<PlaysByHour, 'busiest'>, format: ReaderFormat): string {
  if (!busiest) return 'Plays by hour and weekday: no plays of these days are archived.';
  const day = weekdayNames(format.locale, 'long')[busiest.weekday];
  return `Plays by hour and weekday. The most are on ${day} at ${clockHour(busiest.hour, format.locale)}: ${format.count(busiest.plays, 'play')}.`;
}

/** " 14 hours of the week were not archived." */
function lackSentence(cells: readonly { archived: Archived }[], format: ReaderFormat): string {
  const lacking = cells.filter(({ archived }) => archived === 'none').length;
  if (lacking === 0) return '';
  return ` ${format.count(lacking, 'hour')} of the week ${lacking === 1 ? 'was' : 'were'} not archived.`;
}

/** "No hour beats Thursday at 21:00": it is the first of equals. */
export function busiestNote({ busiest }: Pick<PlaysByHour, 'busiest'>, format: ReaderFormat): string {
  if (!busiest) return 'No plays of these days are archived';
  return `No hour beats ${weekdayNames(format.locale, 'long')[busiest.weekday]} at ${clockHour(busiest.hour, format.locale)}`;
}

/** From the first day of the week on. */
const inOrder = <T,>(days: T[], firstWeekday: number): T[] => [
  ...days.slice(firstWeekday),
  ...days.slice(0, firstWeekday),
];

/** A row for each hour, a column for each day of the week. */
function activityTable(figures: WeekFigures, isLinked: boolean, format: ReaderFormat): Figures {
  const { firstWeekday } = figures;
  const figureOf = (weekday: number, hour: number): FigureCell => {
    const count = figures.plays[weekday]?.[hour] ?? null;
    if (count === null) return '';
    if (isHourUnarchived(figures, weekday, hour)) return 'not archived';
    const href = isLinked && count > 0 ? hourHref(figures, weekday, hour) : null;
    return { text: format.number(count), href };
  };
  return {
    columns: ['Hour', ...inOrder(weekdayNames(format.locale, 'short'), firstWeekday)],
    rows: HOURS.map((hour) => ({
      key: String(hour),
      cells: [
        clockHour(hour, format.locale),
        ...inOrder([...figures.plays.keys()], firstWeekday).map((weekday) => figureOf(weekday, hour)),
      ],
    })),
  };
}
