import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import { boxesPath } from './chart-paths';

const ARCHIVED = 190;
const STEP = 5;
const HEIGHT = 64;
const WIDTH = (ARCHIVED + REMEMBERED_PLAYS) * STEP;

/** A bar for each play: Spotify remembers the last 50, the archive has the others too. */
export function MemoryStrip() {
  return (
    <figure className="grid gap-2">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-16 w-full"
      >
        <path d={bars(0, ARCHIVED)} className="fill-q3" />
        <path d={bars(ARCHIVED, ARCHIVED + REMEMBERED_PLAYS)} className="fill-ink" />
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-[0.8125rem] text-soft">
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-[3px] bg-q3" />
          what Spotify has forgotten and Audiospective keeps
        </span>
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-[3px] bg-ink" />
          the {REMEMBERED_PLAYS} plays that Spotify remembers
        </span>
      </figcaption>
    </figure>
  );
}

function bars(from: number, to: number): string {
  const places = Array.from({ length: to - from }, (_, index) => from + index);
  return boxesPath(
    places.map((place) => ({
      x: place * STEP,
      y: HEIGHT - barHeight(place),
      width: STEP - 2,
      height: barHeight(place),
    })),
  );
}

/** Irregular, and the same on every render: the sum of three sine waves. */
function barHeight(index: number): number {
  const wave = Math.sin(index * 0.61) + Math.sin(index * 0.173 + 1) + Math.sin(index * 2.4 + 2) * 0.7;
  return Math.round(14 + ((wave + 2.7) / 5.4) * (HEIGHT - 16));
}
