import { HatchPattern } from '@/components/charts/hatch-pattern';
import { bucketName } from '@/components/charts/trend-labels';
import { durationWords } from '@/components/ui/duration-labels';
import { shareFormat } from '@/lib/shared/share/share-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { ShareTable } from './share-table';

const HEIGHT = 132;

type Trend = ShareReport['trend'];

/** Listening over time: one bar a stretch, hatched where plays may be missing. Widths are shares of what room there is. */
export function ShareTrend({ trend }: { trend: Trend }) {
  const { points, unit } = trend;
  const largest = Math.max(...points.map((p) => p.listenedMs), 1);
  const step = 100 / Math.max(points.length, 1);
  const hasGaps = points.some((p) => p.hasGap);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">{`Listening per ${unit}`}</h2>
      <p className="note">{mostWords(trend)}</p>
      <svg className="chart" width="100%" height={HEIGHT} aria-hidden="true">
        <HatchPattern id="report-hatch" />
        <line className="ground" x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
        {points.map((point, index) => (
          <Stretch key={point.start} point={point} left={index * step} step={step} largest={largest} />
        ))}
      </svg>
      <p className="axis" aria-hidden="true">
        <span>{first ? bucketName(first.start, unit, 'en-GB') : ''}</span>
        <span>{last && last !== first ? bucketName(last.start, unit, 'en-GB') : ''}</span>
      </p>
      {hasGaps ? <GapKey /> : null}
      <TrendTable trend={trend} />
    </section>
  );
}

interface StretchProps {
  point: Trend['points'][number];
  left: number;
  step: number;
  largest: number;
}

function Stretch({ point, left, step, largest }: StretchProps) {
  const height = point.plays === 0 ? 0 : Math.max(1, (point.listenedMs / largest) * HEIGHT);
  const place = { x: `${left + step * 0.08}%`, width: `${step * 0.84}%` };
  return (
    <>
      {point.hasGap ? <rect {...place} y="0" height={HEIGHT} fill="url(#report-hatch)" /> : null}
      {height > 0 ? <rect {...place} y={HEIGHT - height} height={height} rx="2" className="bar" /> : null}
    </>
  );
}

const GapKey = () => (
  <p className="key">
    <svg viewBox="0 0 12 12" aria-hidden="true">
      <rect width="12" height="12" rx="3" fill="url(#report-hatch)" />
    </svg>
    plays may be missing
  </p>
);

function mostWords({ points, unit }: Trend): string {
  const most = points.reduce<Trend['points'][number] | null>(
    (best, p) => (!best || p.listenedMs > best.listenedMs ? p : best),
    null,
  );
  if (!most || most.plays === 0) return 'Nothing was played in these days';
  const time = durationWords(most.listenedMs, shareFormat);
  return `The most was ${bucketName(most.start, unit, 'en-GB')}: ${time}`;
}

function TrendTable({ trend: { points, unit } }: { trend: Trend }) {
  return (
    <ShareTable
      caption={`Listening per ${unit}`}
      columns={[unit.charAt(0).toUpperCase() + unit.slice(1), 'Time', 'Plays']}
      rows={points.map((point) => [
        bucketName(point.start, unit, 'en-GB'),
        `${durationWords(point.listenedMs, shareFormat)}${point.hasGap ? ', plays may be missing' : ''}`,
        shareFormat.number(point.plays),
      ])}
    />
  );
}
