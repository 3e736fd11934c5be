import { ChartFrame, GROWING_CHART } from '@/components/charts/chart-frame';
import type { Figures } from '@/components/charts/figure-table';
import type { TableLink } from '@/components/charts/table-link';
import { playsHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import type { Range } from '@/lib/shared/analytics/range';
import type { PlaysByHour } from '@/lib/shared/analytics/statistics';
import { clockHour, type ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { HourDial } from './hour-dial';

interface ClockCardProps {
  activity: PlaysByHour;
  tableLink: TableLink;
  format: ReaderFormat;
}

/** The hours of the day, whatever the weekday. */
export function ClockCard({ activity: { range, plays }, tableLink, format }: ClockCardProps) {
  const hours = hoursOf(plays);
  return (
    <Card id="clock" title="Listening clock" note={mostNote(hours, format)} className={GROWING_CHART}>
      <ChartFrame
        label={`Plays by hour of the day. ${mostNote(hours, format)}.`}
        caption="Plays by hour of the day"
        figures={() => hourTable(hours, range, format)}
        tableLink={tableLink}
      >
        <HourDial range={range} hours={hours} format={format} />
      </ChartFrame>
    </Card>
  );
}

/** Plays of each hour, 0 to 23, of all weekdays together. */
const hoursOf = (plays: PlaysByHour['plays']): number[] =>
  Array.from({ length: 24 }, (_, hour) => plays.reduce((sum, day) => sum + (day[hour] ?? 0), 0));

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** "Most between 21:00 and 22:00, 12% of your plays"; where others have as many, that no hour has more. */
function mostNote(hours: readonly number[], format: ReaderFormat): string {
  const most = Math.max(...hours);
  if (most === 0) return 'No plays of these days are archived';
  const hour = hours.indexOf(most);
  const [from, to] = [clockHour(hour, format.locale), clockHour((hour + 1) % 24, format.locale)];
  const share = `${percentLabel(most / sumOf(hours), format)} of your plays`;
  return hours.lastIndexOf(most) === hour
    ? `Most between ${from} and ${to}, ${share}`
    : `${share} between ${from} and ${to}; no hour has more`;
}

function hourTable(hours: readonly number[], { from, to }: Range, format: ReaderFormat): Figures {
  const all = Math.max(sumOf(hours), 1);
  return {
    columns: ['Hour', 'Plays', 'Share'],
    rows: hours.map((plays, hour) => ({
      key: String(hour),
      href: plays > 0 ? playsHref({ from, to, hour }) : null,
      cells: [clockHour(hour, format.locale), format.number(plays), percentLabel(plays / all, format)],
    })),
  };
}
