import { ChartKey, KeyEntry } from '@/components/charts/chart-key';
import { lackLabel } from '@/components/charts/lack-label';
import type { TableLink } from '@/components/charts/table-link';
import { TrendChart } from '@/components/charts/trend-chart';
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
  format: ReaderFormat;
}

/** Listening over time, with a key of its marks: under the picture, where no label lies over it. */
export function TrendCard({ trends, entity, tableLink, isLinked, format }: TrendCardProps) {
  const previous = comparedPoints(trends);
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
            <KeyEntry mark="bar">{rangeNow(trends.range)}</KeyEntry>
          ) : null}
          {previous.length > 0 ? <KeyEntry mark="before">{rangeBefore(trends.range)}</KeyEntry> : null}
          {trends.points.some((p) => p.isPartial && p.plays > 0) ? (
            <KeyEntry mark="partial">
              {trends.unit} not complete{isLastPartial(trends) && previous.length > 0 ? ', not compared' : ''}
            </KeyEntry>
          ) : null}
          {lack ? <KeyEntry mark="missing">{lack}</KeyEntry> : null}
        </ChartKey>
      </TrendChart>
    </Card>
  );
}

const isLastPartial = ({ points }: Trends): boolean => points.at(-1)?.isPartial === true;

/** The range before as far as it can be compared: beside a bar that still grows, a whole one would say that there is less. */
function comparedPoints(trends: Trends): TrendPoint[] {
  const { points, previous } = trends;
  const compared = previous.slice(0, isLastPartial(trends) ? points.length - 1 : points.length);
  return compared.some(({ plays }) => plays > 0) ? compared : [];
}
