import { ChartKey, KeyEntry } from '@/components/charts/chart-key';
import { lackLabel } from '@/components/charts/lack-label';
import type { TableLink } from '@/components/charts/table-link';
import { TrendChart } from '@/components/charts/trend-chart';
import { beforeClass } from '@/components/charts/trend-labels';
import { Card } from '@/components/ui/card';
import type { TrendPoint, Trends } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { rangeBefore, rangeNow } from './range-labels';

interface TrendCardProps {
  trends: Trends;
  /** Whose plays are counted, where not all are. */
  entity?: Entity;
  /** Where the page has the table; without it there is none, as in a preview. */
  tableLink?: TableLink | undefined;
  /** False where the plays behind the bars are nobody else's to see: on a shared report. */
  isLinked?: boolean;
  /** The listener's, YYYY-MM-DD. */
  today: string;
  format: ReaderFormat;
}

/** Listening over time, with a key of its marks: under the picture, where no label lies over it. */
export function TrendCard({ trends, entity, tableLink, isLinked, today, format }: TrendCardProps) {
  const previous = comparedPoints(trends, today);
  const lack = lackLabel(trends.points);
  return (
    <Card id="over-time" title={`Listening per ${trends.unit}`}>
      <TrendChart
        trends={{ ...trends, previous }}
        entity={entity}
        tableLink={tableLink}
        isLinked={isLinked}
        format={format}
      >
        <ChartKey>
          {trends.points.some((p) => p.plays > 0) ? (
            <KeyEntry mark="bar">{rangeNow(trends.range, format.locale)}</KeyEntry>
          ) : null}
          {previous.length > 0 ? (
            <KeyEntry mark="before" className={beforeClass(trends.points.length)}>
              {rangeBefore(trends.range, format.locale)}
            </KeyEntry>
          ) : null}
          {trends.points.some((p) => p.isPartial && p.plays > 0) ? (
            <KeyEntry mark="partial">
              {trends.unit} not complete
              {previous.length > 0 && !isLastCompared(trends, today) ? ', not compared' : ''}
            </KeyEntry>
          ) : null}
          {lack ? <KeyEntry mark="missing">{lack}</KeyEntry> : null}
        </ChartKey>
      </TrendChart>
    </Card>
  );
}

/**
 * Beside a bar that still grows, a whole one would say that there is less. One that the end of the range cuts has as many
 * days as the one before it only where it is a week.
 */
const isLastCompared = ({ points, range: { to }, unit }: Trends, today: string): boolean =>
  points.at(-1)?.isPartial !== true || (unit === 'week' && to !== null && to < today);

/** The range before as far as it can be compared. */
function comparedPoints(trends: Trends, today: string): TrendPoint[] {
  const { points, previous } = trends;
  const compared = previous.slice(0, isLastCompared(trends, today) ? points.length : points.length - 1);
  return compared.some(({ plays }) => plays > 0) ? compared : [];
}
