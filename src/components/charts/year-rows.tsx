import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import { dayLabel, yearLabel } from '@/lib/shared/analytics/calendar-days';
import type { Calendar } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { CellPicture } from './cell-picture';
import { ChartCursor } from './chart-cursor';
import { chartSize, weekOfYear, weekPosition, type YearFigures, yearsOf } from './chart-figures';
import { ChartFrame } from './chart-frame';
import { weekHref } from './chart-marks';
import { DensityKey } from './density-key';
import type { Figures } from './figure-table';
import { lackLabel } from './lack-label';
import type { TableLink } from './table-link';
import { bucketName } from './trend-labels';

/** The months that have a label, from 0: more do not fit on a phone. */
const MONTHS = [0, 3, 6, 9];

interface YearRowsProps {
  calendar: Calendar;
  format: ReaderFormat;
  tableLink?: TableLink | undefined;
}

/** A row for each year, a cell for each of its weeks; hatched where the archive is not complete. */
export function YearRows({ calendar, format, tableLink }: YearRowsProps) {
  const { range, days: weeks } = calendar;
  const figures: YearFigures = { kind: 'years', range, weeks };
  const { columns, rows } = chartSize(figures);
  const cells = weeks.map(({ day, plays, archived }) => ({ ...weekPosition(figures, day), plays, archived }));
  return (
    <ChartFrame
      label={`Every week, a row for each year: music on ${format.number(calendar.activeDays)} of ${format.count(calendar.archivedDays, 'day')}.`}
      caption="Plays by week, the latest first; ≥ where plays may be missing"
      figures={() => weekTable(figures, format)}
      tableLink={tableLink}
    >
      <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] text-xs leading-none text-soft">
        <MonthLabels locale={format.locale} />
        <YearLabels years={yearsOf(figures)} locale={format.locale} />
        <div style={{ height: rows * 24 }}>
          <ChartCursor
            figures={figures}
            label="Weeks, a row for each year. Arrow keys move among them, Enter shows the plays."
            locale={format.locale}
          >
            <CellPicture
              cells={cells}
              columns={columns}
              rows={rows}
              largest={Math.max(0, ...weeks.map(({ plays }) => plays))}
              className="absolute inset-0 size-full"
            />
          </ChartCursor>
        </div>
      </div>
      <DensityKey lack={lackLabel(weeks)} />
    </ChartFrame>
  );
}

const YearLabels = ({ years, locale }: { years: number[]; locale: string }) => (
  <div aria-hidden="true" className="grid items-center">
    {years.map((year) => (
      <span key={year}>{yearLabel(`${year}-01-01`, locale)}</span>
    ))}
  </div>
);

const MonthLabels = ({ locale }: { locale: string }) => (
  <div aria-hidden="true" className="relative col-start-2 mb-1 h-4 leading-4">
    {MONTHS.map((month) => (
      <span key={month} className="absolute" style={{ left: `${(month / 12) * 100}%` }}>
        {dayLabel(`2024-${String(month + 1).padStart(2, '0')}-01`, locale, { month: 'short' })}
      </span>
    ))}
  </div>
);

function weekTable({ weeks, range }: YearFigures, format: ReaderFormat): Figures {
  return {
    columns: ['Week', 'Year', 'Plays'],
    rows: weeks.toReversed().map((week) => ({
      key: week.day,
      href: week.plays > 0 ? weekHref(week.day, range) : null,
      cells: [
        bucketName(week.day, 'week', format.locale),
        String(weekOfYear(week.day).year),
        isUnarchived(week)
          ? 'not archived'
          : `${week.archived === 'part' ? '≥' : ''}${format.number(week.plays)}`,
      ],
    })),
  };
}
