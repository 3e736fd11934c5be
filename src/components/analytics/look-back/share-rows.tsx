import { boxesPath } from '@/components/charts/chart-paths';
import { PageLink } from '@/components/ui/page-link';
import type { GenresOverTime } from '@/lib/shared/analytics/look-back-schema';

interface ShareRow {
  name: string;
  /** The plays behind it. */
  href: string;
  /** One for each stretch of time, 0 to 1. */
  shares: number[];
  /** "12%", of all the time together. */
  figure: string;
}

type Stretch = Pick<GenresOverTime['points'][number], 'archived' | 'isPartial'>;

interface ShareRowsProps {
  caption: string;
  rows: ShareRow[];
  /** How much of each stretch the archive has, and whether it is complete. */
  stretches: readonly Stretch[];
}

const HEIGHT = 28;

/** How much of each stretch of time something was: a row each, all drawn to one scale, paler where a stretch is not complete, hatched where the archive lacks something. */
export function ShareRows({ caption, rows, stretches }: ShareRowsProps) {
  const largest = Math.max(0.01, ...rows.flatMap(({ shares }) => shares));
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        <col className="w-28 max-[15rem]:w-20 two:w-40" />
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Genre</th>
          <th scope="col">Share of plays</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, href, shares, figure }) => (
          <tr key={name}>
            <th scope="row" className="py-1.5 pr-3 text-left font-normal" title={name}>
              <PageLink href={href} className="line-clamp-2 leading-6 no-underline hover:underline">
                {name}
              </PageLink>
            </th>
            <td className="py-1.5">
              <div className="grid grid-cols-[minmax(0,1fr)_3.25rem] items-center gap-3">
                <div className="relative">
                  <Hatching stretches={stretches} />
                  <Bars shares={shares} stretches={stretches} largest={largest} />
                </div>
                <span className="text-right font-[550]">{figure}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type BarsProps = Pick<ShareRow, 'shares'> & Pick<ShareRowsProps, 'stretches'> & { largest: number };

function Bars({ shares, stretches, largest }: BarsProps) {
  const boxesWhere = (isPartial: boolean) =>
    shares.flatMap((share, index) => {
      if (share <= 0 || (stretches[index]?.isPartial ?? false) !== isPartial) return [];
      const height = Math.max((share / largest) * HEIGHT, 1);
      return [{ x: index + 0.08, y: HEIGHT - height, width: 0.84, height }];
    });
  const partial = boxesWhere(true);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${Math.max(shares.length, 1)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="relative block h-7 w-full border-b border-line"
    >
      <path d={boxesPath(boxesWhere(false))} className="fill-q3" />
      {partial.length > 0 ? (
        <path d={boxesPath(partial)} className="fill-q3 opacity-50" data-partial />
      ) : null}
    </svg>
  );
}

/** An element for each run of stretches that lack something: inside the stretched picture the hatching would be stretched too. */
const Hatching = ({ stretches }: Pick<ShareRowsProps, 'stretches'>) =>
  runsOf(stretches).map(({ from, length }) => (
    <span
      key={from}
      aria-hidden="true"
      data-gap
      className="hatched absolute inset-y-0"
      style={{ left: shareOf(from, stretches), width: shareOf(length, stretches) }}
    />
  ));

const shareOf = (count: number, { length }: { length: number }): string => `${(count / length) * 100}%`;

/** Neighbours in which plays may be missing. */
function runsOf(stretches: readonly Stretch[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const [index, { archived }] of stretches.entries()) {
    if (archived === 'all') continue;
    const last = runs.at(-1);
    if (last && last.from + last.length === index) last.length += 1;
    else runs.push({ from: index, length: 1 });
  }
  return runs;
}
