import { entityHref, playsHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { plural } from '@/lib/shared/plural';
import { playedRow } from '../ranked-list';
import { type RankedRow, RankedRows } from '../ranked-rows';
import { comparedWithin } from './compared-notes';

interface ComparedListsProps {
  pair: RangePair;
  of: 'artists' | 'tracks';
  names: [a: string, b: string];
  format: ReaderFormat;
}

const TITLES = { artists: 'Artists', tracks: 'Tracks' } as const;

/** The most played of both ranges, and which place each one has in the other. */
export function ComparedLists({ pair, of, names, format }: ComparedListsProps) {
  const note = ['By plays', inBoth(pair.a[of], pair.b[of], format)].filter(Boolean).join(SEPARATOR);
  // One scale for both lists.
  const largest = Math.max(0, ...[...pair.a[of], ...pair.b[of]].map(({ plays }) => plays));
  const sides = [
    { side: pair.a, name: names[0], other: comparedWithin(pair.b, format) },
    { side: pair.b, name: names[1], other: comparedWithin(pair.a, format) },
  ] as const;
  // Of what was never archived there is nothing to list; the other has the width of both.
  const known = sides.filter(({ side }) => side.archivedDays > 0);
  if (known.length === 0) return null;
  return (
    <Card id={of} title={TITLES[of]} note={note}>
      <div className="grid items-start gap-x-10 gap-y-6 wide:grid-cols-2 wide:*:only:col-span-2 wide:*:only:[&_ol]:grid-cols-2 wide:*:only:[&_ol]:gap-x-10">
        {known.map(({ side, name, other }, index) => (
          <section key={index === 0 ? 'a' : 'b'} aria-label={`${TITLES[of]}, ${name}`} className="min-w-0">
            <h3 className="mb-3 text-[0.8125rem] font-medium text-soft first-letter:uppercase">{name}</h3>
            <SideList side={side} of={of} other={other} largest={largest} format={format} />
          </section>
        ))}
      </div>
    </Card>
  );
}

interface SideListProps {
  side: RangePair['a'];
  of: 'artists' | 'tracks';
  /** The other range, as `comparedWithin` names it. */
  other: string | null;
  /** The plays of the longest bar. */
  largest: number;
  format: ReaderFormat;
}

function SideList({ side, of, other, largest, format }: SideListProps) {
  const entries = side[of];
  if (entries.length === 0) return <p className="text-soft">No plays of these days are archived.</p>;
  const { from, to, until } = side.counted;
  const rows = entries.map((entry): RankedRow => {
    const { kind, id, artists, previousRank } = entry;
    const there = previousRank === null ? `not ${other}` : `no. ${format.number(previousRank)} ${other}`;
    return {
      ...playedRow(entry, format),
      href: entityHref(kind, id, side.range),
      detail: [...(other === null ? [] : [there]), ...artists.slice(0, 1)].join(SEPARATOR),
      // No page shows a part of a day.
      figureHref: until === null ? playsHref({ entity: { kind, id }, from, to }) : null,
    };
  });
  return <RankedRows rows={rows} largest={largest} />;
}

/** "3 are in both lists"; null where one is empty. */
function inBoth(a: RankedEntry[], b: RankedEntry[], format: ReaderFormat): string | null {
  if (a.length === 0 || b.length === 0) return null;
  const shared = a.filter((entry) => b.some(({ id }) => id === entry.id)).length;
  if (shared === a.length && shared === b.length) return 'the same in both lists';
  return shared === 0
    ? 'none is in both lists'
    : `${format.number(shared)} ${plural(shared, 'is', 'are')} in both lists`;
}
