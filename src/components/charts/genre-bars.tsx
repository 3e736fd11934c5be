import { playsHref } from '@/components/shell/page-links';
import { PageLink } from '@/components/ui/page-link';
import type { Genres } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { NO_KNOWN_GENRE } from '@/lib/shared/history/plays-filter';
import { percentLabel } from '@/lib/shared/percent-label';

interface GenreBarsProps {
  genres: Omit<Genres, 'plays'>;
  /** False where the plays behind the bars are nobody else's to see: on a shared report. */
  isLinked?: boolean;
  format: ReaderFormat;
}

/** Shares of plays by genre; plays of no known genre are hatched. The figures beside the bars are the table. */
export function GenreBars({ genres, isLinked = true, format }: GenreBarsProps) {
  const largest = Math.max(genres.unknownShare, ...genres.genres.map((g) => g.share));
  const { from, to } = genres.range;
  const hrefOf = (genre: string) => (isLinked ? playsHref({ genre, from, to }) : null);
  return (
    <table className="w-full grow border-collapse">
      <caption className="sr-only">Share of plays by genre; a play can count for several</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Genre</th>
          <th scope="col">Share of plays</th>
        </tr>
      </thead>
      <tbody>
        {genres.genres.map((genre) => (
          <GenreRow key={genre.name} {...genre} largest={largest} format={format} href={hrefOf(genre.name)} />
        ))}
        {genres.unknownPlays > 0 ? (
          <GenreRow
            name={NO_KNOWN_GENRE}
            plays={genres.unknownPlays}
            share={genres.unknownShare}
            largest={largest}
            format={format}
            href={hrefOf(NO_KNOWN_GENRE)}
            isUnknown
          />
        ) : null}
      </tbody>
    </table>
  );
}

interface GenreRowProps {
  name: string;
  plays: number;
  share: number;
  largest: number;
  format: ReaderFormat;
  /** The plays behind it. */
  href: string | null;
  isUnknown?: boolean;
}

function GenreRow({ name, plays, share, largest, format, href, isUnknown = false }: GenreRowProps) {
  const width = largest > 0 ? (share / largest) * 100 : 0;
  return (
    <tr title={`${name}: ${format.count(plays, 'play')}`}>
      <th
        scope="row"
        className="w-px max-w-[42vw] truncate py-1.5 pr-3 text-left font-normal two:max-w-[220px]"
        title={name}
      >
        {href === null ? (
          name
        ) : (
          <PageLink href={href} className="block truncate leading-6 no-underline hover:underline">
            {name}
          </PageLink>
        )}
      </th>
      <td className="py-1.5">
        <div className="grid grid-cols-[minmax(0,1fr)_3.25rem] items-center gap-3">
          <span
            aria-hidden="true"
            className={`block h-2.5 min-w-[3px] rounded-[3px] drawn ${isUnknown ? 'hatched' : 'bg-q3'}`}
            style={{ width: `${width}%` }}
          />
          <span className="text-right font-[550]">{percentLabel(share, format)}</span>
        </div>
      </td>
    </tr>
  );
}
