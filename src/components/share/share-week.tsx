import { weekdayNames } from '@/components/charts/calendar-days';
import { densityScale } from '@/components/charts/density';
import { shareFormat } from '@/lib/shared/share/share-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { ShareTable } from './share-table';

const STEP = 20;
const CELL = 18;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** When in the week somebody listens: 7 days of 24 hours, darker for more plays. */
export function ShareWeek({ activity }: Pick<ShareReport, 'activity'>) {
  const largest = Math.max(0, ...activity.flat());
  const short = weekdayNames('en-GB', 'short');
  return (
    <section aria-labelledby="when">
      <h2 id="when">When</h2>
      <p className="note">{busiestWords(activity, largest)}</p>
      <Cells activity={activity} largest={largest} names={short} />
      <p className="axis hours" aria-hidden="true">
        {[0, 6, 12, 18, 23].map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </p>
      <ShareTable
        caption="Plays by hour and weekday"
        columns={['Hour', ...short]}
        rows={HOURS.map((hour) => [
          clock(hour),
          ...activity.map((day) => shareFormat.number(day[hour] ?? 0)),
        ])}
      />
    </section>
  );
}

function Cells({ activity, largest, names }: { activity: number[][]; largest: number; names: string[] }) {
  const stepOf = densityScale(largest);
  return (
    <div className="week" aria-hidden="true">
      <span className="days">
        {names.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </span>
      <svg className="chart" viewBox={`0 0 ${24 * STEP} ${7 * STEP}`} aria-hidden="true">
        {names.map((name, weekday) => (
          <g key={name} transform={`translate(0 ${weekday * STEP})`}>
            {HOURS.map((hour) => (
              <rect
                key={hour}
                x={hour * STEP}
                width={CELL}
                height={CELL}
                rx="3"
                className={`q${stepOf(activity[weekday]?.[hour] ?? 0)}`}
              />
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

function busiestWords(activity: number[][], largest: number): string {
  const weekday = activity.findIndex((day) => day.includes(largest));
  const hour = activity[weekday]?.indexOf(largest) ?? 0;
  return `${weekdayNames('en-GB', 'long')[weekday]} at ${clock(hour)} more than at any other hour`;
}
