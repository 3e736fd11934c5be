import { type Box, boxesPath } from '@/components/charts/chart-paths';

const WIDTH = 240;
const HEIGHT = 96;

const everyOf = <T,>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const BARS = [30, 44, 38, 62, 54, 80, 68, 46, 58, 88, 72, 60].map(
  (height, index): Box => ({ x: index * 20, y: HEIGHT - height, width: 15, height }),
);

const ROWS = [56, 40, 26].flatMap((length, index): Box[] => {
  const y = index * 34;
  return [
    { x: 0, y, width: 28, height: 28 },
    { x: 40, y: y + 5, width: 84, height: 7 },
    { x: 40, y: y + 18, width: 52, height: 5 },
    { x: WIDTH - length, y: y + 12, width: length, height: 4 },
  ];
});

const HOURS_OF_A_WEEK = everyOf(
  7 * 24,
  (cell): Box => ({ x: (cell % 24) * 10, y: Math.floor(cell / 24) * 14, width: 8, height: 12 }),
);

const OUTLINES = { days: BARS, ranking: ROWS, hours: HOURS_OF_A_WEEK };

export type OutlineName = keyof typeof OUTLINES;

/** What a page or card will look like. Nothing in it is a figure. */
export const Outline = ({ of }: { of: OutlineName }) => (
  <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className="w-full fill-q0">
    <path d={boxesPath(OUTLINES[of])} />
  </svg>
);

const CARDS: { of: OutlineName; title: string; sense: string }[] = [
  { of: 'days', title: 'Day by day', sense: 'How much you listen, beside the days before.' },
  {
    of: 'ranking',
    title: 'Most played',
    sense: 'Artists, tracks, albums and genres, and what is new to you.',
  },
  { of: 'hours', title: 'When you listen', sense: 'The hours of your week, and the days of your year.' },
];

/** Before the first play: outlines of what the dashboard will show. */
export const WhatWillAppear = () => (
  <section aria-labelledby="will-appear-title" className="two:mt-4">
    <h2 id="will-appear-title" className="mb-3.5 text-[1.0625rem] font-semibold">
      What will appear here
    </h2>
    <ul className="grid gap-4 two:grid-cols-3 two:gap-5">
      {CARDS.map(({ of, title, sense }) => (
        <li
          key={title}
          className="grid grid-cols-[5.5rem_minmax(0,1fr)] content-start items-center gap-4 rounded-card border border-dashed border-edge px-4 py-[18px] two:grid-cols-1 two:px-6 two:py-[22px]"
        >
          <Outline of={of} />
          <div className="text-sm">
            <h3 className="font-[550]">{title}</h3>
            <p className="text-soft">{sense}</p>
          </div>
        </li>
      ))}
    </ul>
  </section>
);
