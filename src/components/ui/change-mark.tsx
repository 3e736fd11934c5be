import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';

const NO_BREAK = '\u00a0';

/** "▲ 11%": how much more or less than before. The arrow and a hidden word tell the direction, not the colour alone. */
export function ChangeMark({ change, format }: { change: number; format: ReaderFormat }) {
  const percent = Math.round(Math.abs(change) * 100);
  if (percent === 0) return <b className="font-[650]">as much</b>;
  return (
    <b className={`font-[650] whitespace-nowrap ${change > 0 ? 'text-good' : 'text-bad'}`}>
      <span aria-hidden="true">{change > 0 ? '▲' : '▼'}</span>
      <span className="sr-only">{change > 0 ? 'up' : 'down'}</span>
      {`${NO_BREAK}${percentLabel(percent / 100, format)}`}
    </b>
  );
}

/** Places won or lost, "99+" for more than that; `back`: not played in the range before, but earlier. */
export type RankedBefore = { to: 'same' | 'up' | 'down'; places: string } | 'new' | 'back';

/** Beyond this only that it moved far matters. */
const MOST_PLACES = 99;

export function placesMoved(places: number, { number }: Pick<ReaderFormat, 'number'>): RankedBefore {
  const moved = Math.abs(places);
  const written = moved > MOST_PLACES ? `${number(MOST_PLACES)}+` : number(moved);
  return { to: places === 0 ? 'same' : places > 0 ? 'up' : 'down', places: written };
}

const MARK = 'hidden text-right text-xs whitespace-nowrap two:block';
const ARROWS = { up: ['▲', 'text-good'], down: ['▼', 'text-bad'] } as const;

/** On wide screens, how many places up or down against the range before, or that it is new or back. */
export function RankChange({ change }: { change: RankedBefore }) {
  if (typeof change === 'string') return <span className={`${MARK} text-soft`}>{change}</span>;
  if (change.to === 'same') {
    return (
      <span role="img" aria-label="same place" className={`${MARK} text-soft`}>
        –
      </span>
    );
  }
  const [arrow, colour] = ARROWS[change.to];
  return (
    <span role="img" aria-label={`${change.to} ${change.places}`} className={`${MARK} ${colour}`}>
      {arrow} {change.places}
    </span>
  );
}
