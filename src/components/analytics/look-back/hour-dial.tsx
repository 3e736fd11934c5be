import { densityScale } from '@/components/charts/density';
import { playsHref } from '@/components/shell/page-links';
import { PageLink } from '@/components/ui/page-link';
import type { Range } from '@/lib/shared/analytics/range';
import { clockHour, type ReaderFormat } from '@/lib/shared/format';

interface HourDialProps {
  range: Range;
  /** Plays of each hour, 0 to 23. */
  hours: readonly number[];
  format: ReaderFormat;
}

const RADIUS = 100;
const HUB = 26;
const FILLS = ['fill-q0', 'fill-q1', 'fill-q2', 'fill-q3', 'fill-q4', 'fill-q5'];
const LABELS = [0, 6, 12, 18];

/** A clock of 24 hours, midnight above: the wedge of an hour is as large as its share, and leads to its plays. */
export function HourDial({ range, hours, format }: HourDialProps) {
  const largest = Math.max(...hours, 1);
  const stepOf = densityScale(largest);
  const { from, to } = range;
  return (
    <svg viewBox="-150 -122 300 244" aria-hidden="true" className="m-auto block w-full max-w-[26rem]">
      <circle r={RADIUS} className="fill-none stroke-line" />
      {hours.map((plays, hour) =>
        plays > 0 ? (
          // The table behind the dial is the way of the keyboard.
          <PageLink key={LABEL_OF[hour]} href={playsHref({ from, to, hour })} tabIndex={-1}>
            <path
              d={wedgePath(hour, radiusOf(plays / largest))}
              className={`${FILLS[stepOf(plays)]} hover:opacity-75`}
            >
              <title>{`${clockHour(hour, format.locale)}: ${format.count(plays, 'play')}`}</title>
            </path>
          </PageLink>
        ) : null,
      )}
      {LABELS.map((hour) => (
        <text
          key={hour}
          {...pointAt(hour, RADIUS + 12)}
          dy="0.35em"
          textAnchor={hour % 12 === 0 ? 'middle' : hour < 12 ? 'start' : 'end'}
          className="fill-soft text-[11px]"
        >
          {clockHour(hour, format.locale)}
        </text>
      ))}
    </svg>
  );
}

const LABEL_OF = Array.from({ length: 24 }, (_, hour) => String(hour));

/** The radius of a wedge around the hub whose area is this share of the largest one's. */
const radiusOf = (share: number): number => rounded(Math.sqrt(HUB ** 2 + share * (RADIUS ** 2 - HUB ** 2)));

/** On the dial, midnight above and clockwise. */
function pointAt(hour: number, radius: number): { x: number; y: number } {
  const angle = (hour / 24) * 2 * Math.PI;
  return { x: rounded(Math.sin(angle) * radius), y: rounded(-Math.cos(angle) * radius) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** From the hub to the radius, over the hour that begins there, with a thin gap on both sides. */
function wedgePath(hour: number, radius: number): string {
  const [start, end] = [hour + 0.04, hour + 0.96];
  const [a, b, c, d] = [pointAt(start, HUB), pointAt(start, radius), pointAt(end, radius), pointAt(end, HUB)];
  return `M${a.x} ${a.y}L${b.x} ${b.y}A${radius} ${radius} 0 0 1 ${c.x} ${c.y}L${d.x} ${d.y}A${HUB} ${HUB} 0 0 0 ${a.x} ${a.y}Z`;
}
