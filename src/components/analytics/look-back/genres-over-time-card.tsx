import { ChartFrame } from '@/components/charts/chart-frame';
import { ChartKey, KeyEntry } from '@/components/charts/chart-key';
import type { Figures } from '@/components/charts/figure-table';
import { GenreBars } from '@/components/charts/genre-bars';
import { lackLabel, mayMiss } from '@/components/charts/lack-label';
import type { TableLink } from '@/components/charts/table-link';
import { bucketName, bucketPlays } from '@/components/charts/trend-labels';
import { playsHref } from '@/components/shell/page-links';
import { Card, GROWING_LIST } from '@/components/ui/card';
import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import type { GenresOverTime } from '@/lib/shared/analytics/look-back-schema';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { ShareRows } from './share-rows';

interface GenresOverTimeCardProps {
  genres: GenresOverTime;
  /** Of more days than a year the last year is shown. */
  isCut: boolean;
  tableLink: TableLink;
  format: ReaderFormat;
}

/** The genres most played on the days, each with its share of the plays over time. */
export function GenresOverTimeCard({ genres, isCut, tableLink, format }: GenresOverTimeCardProps) {
  const { range, unit, points } = genres;
  if (genres.genres.length === 0) return null;
  const rows = rowsOf(genres, format);
  if (points.length < FEW)
    return (
      <Card
        id="genres-over-time"
        title="Genres"
        note={`Share of plays; over time from the third ${unit} on. A play can count for several`}
        className={GROWING_LIST}
      >
        <GenreBars genres={{ range, genres: rows, ...NONE_UNKNOWN }} format={format} />
      </Card>
    );
  const [first, last] = [points[0], points.at(-1)].map((p) =>
    bucketName(p?.start ?? '', unit, format.locale),
  );
  const caption = `Share of plays of each genre per ${unit}`;
  return (
    <Card
      id="genres-over-time"
      title="Genres over time"
      note={`Share of plays${isCut ? ' in the last year of these days' : ''}, by ${unit} and in all; a play can count for several`}
    >
      <ChartFrame
        label={`${caption}, from ${first} to ${last}.${lackSentence(genres, format)}`}
        caption={caption}
        figures={() => genreTable(genres, format)}
        tableLink={tableLink}
      >
        <ShareRows caption={caption} rows={rows} stretches={points} />
        <Axis first={first} last={last} />
        <MarksKey points={points} unit={unit} />
      </ChartFrame>
    </Card>
  );
}

/** A row for each genre; `shares` has one for each stretch of time. */
function rowsOf({ range: { from, to }, genres, points }: GenresOverTime, format: ReaderFormat) {
  const all = points.reduce((sum, point) => sum + point.plays, 0);
  return genres.map((name, place) => {
    const plays = points.reduce((sum, point) => sum + (point.counts[place] ?? 0), 0);
    return {
      name,
      href: playsHref({ genre: name, from, to }),
      plays,
      share: plays / all,
      shares: points.map((point) => (point.plays > 0 ? (point.counts[place] ?? 0) / point.plays : 0)),
      figure: percentLabel(plays / all, format),
    };
  });
}

const Axis = ({ first, last }: { first: string | undefined; last: string | undefined }) => (
  <p
    aria-hidden="true"
    className="mt-1.5 mr-16 ml-28 flex justify-between max-[15rem]:mx-0 gap-3 text-xs text-soft two:ml-40"
  >
    <span>{first}</span>
    <span className="text-right">{last}</span>
  </p>
);

/** So few stretches show no change. */
const FEW = 3;

/** Plays of no known genre are not asked for here. */
const NONE_UNKNOWN = { unknownPlays: 0, unknownShare: 0 };

/** What paler bars and hatching mean, where there are any. */
function MarksKey({ points, unit }: Pick<GenresOverTime, 'points' | 'unit'>) {
  const lack = lackLabel(points);
  const hasPartial = points.some(({ isPartial, plays }) => isPartial && plays > 0);
  if (lack === null && !hasPartial) return null;
  return (
    <div aria-hidden="true" className="mt-3">
      <ChartKey>
        {hasPartial ? <KeyEntry mark="partial">{unit} not complete</KeyEntry> : null}
        {lack ? <KeyEntry mark="missing">{lack}</KeyEntry> : null}
      </ChartKey>
    </div>
  );
}

/** " 3 of 12 months were not archived. In 1 of them plays may be missing." */
function lackSentence({ points, unit }: GenresOverTime, format: ReaderFormat): string {
  const unarchived = points.filter(isUnarchived).length;
  const gaps = points.filter(mayMiss).length;
  const all = format.count(points.length, unit);
  return [
    ...(unarchived > 0 ? [` ${format.number(unarchived)} of ${all} not archived.`] : []),
    ...(gaps > 0 ? [` In ${format.number(gaps)} of ${all} plays may be missing.`] : []),
  ].join('');
}

/** A row for each stretch, a column for each genre; figures lead to their plays. */
function genreTable({ range, unit, genres, points }: GenresOverTime, format: ReaderFormat): Figures {
  return {
    columns: [capitalized(unit), 'Plays', ...genres],
    rows: points.map((point) => {
      const { start, plays, counts } = point;
      const days = bucketPlays(start, unit, range);
      const cellOf = (count: number, genre: string | null) => ({
        text: isUnarchived(point) ? 'not archived' : format.number(count),
        href: count > 0 ? playsHref({ ...days, genre }) : null,
      });
      return {
        key: start,
        cells: [
          bucketName(start, unit, format.locale),
          cellOf(plays, null),
          ...genres.map((genre, place) => cellOf(counts[place] ?? 0, genre)),
        ],
      };
    }),
  };
}
