import type { ReactNode } from 'react';
import { RankedList } from '@/components/analytics/ranked-list';
import { LeftOutMatches } from '@/components/history/left-out-matches';
import { playsOfHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import { PageTitle } from '@/components/ui/page-title';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { RankedEntry, SearchResults } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Exclusion } from '@/lib/shared/history/exclusion';
import { TextSearch } from './search-field';
import { TypedSearch } from './typed-search';

/** What there is to start from where nothing was searched yet. */
export type SearchStart = Pick<SearchResults, 'artists' | 'albums' | 'tracks'>;

/** Of each kind; where more are given, the list says that it is cut. */
export const MATCHES_SHOWN = 20;

interface SearchViewProps {
  /** Null: nothing was searched yet. */
  results: SearchResults | null;
  /** Given where nothing was searched yet, or nothing found. */
  start: SearchStart | null;
  /** What is left out of statistics and has the words in its name. */
  leftOut?: readonly Exclusion[];
  format: ReaderFormat;
}

/** Matches by name in the listener's own library, as one types; before that, and where there are none, what was played most. */
export function SearchView({ results, start, leftOut = [], format }: SearchViewProps) {
  const found = results && countOf(results) > 0 ? results : null;
  const most = start && countOf(start) > 0 ? start : null;
  const shown = found ?? most;
  return (
    <>
      <PageTitle title="Search" />
      <div className="flex max-w-xl">
        <TextSearch
          action="/search"
          label="Words of a name, in any order"
          button="Search"
          value={results?.query ?? ''}
          input={TypedSearch}
        />
      </div>
      <p role="status" className="max-w-[56ch] text-[1.0625rem] leading-normal">
        {results ? answer(results, most !== null) : most ? INTRODUCTION : NOTHING_COUNTS}
      </p>
      {shown ? <Found results={shown} isRanked={!found?.isNearest} format={format} /> : null}
      <LeftOutMatches exclusions={leftOut} format={format} />
    </>
  );
}

export const countOf = ({ artists, albums, tracks }: SearchStart): number =>
  artists.length + albums.length + tracks.length;

const INTRODUCTION = 'Search every artist, album and track that you have ever played. You played these most.';

const NOTHING_COUNTS = (
  <>
    Search finds only what counts, and all of your plays are{' '}
    <FigureLink href="/me#exclusions">left out of statistics</FigureLink>.
  </>
);

function answer(results: SearchResults, hasMost: boolean): ReactNode {
  const { query, isNearest } = results;
  const found = countOf(results);
  if (isNearest || found === 0)
    return (
      <>
        Nothing you have played has “{query}” in its name.{' '}
        {found > 0 ? 'These come close.' : nextToTry(hasMost)}
      </>
    );
  return (
    <>
      Artists, albums and tracks with “{query}” in their names. You can also list{' '}
      <FigureLink href={playsOfHref(query)}>the plays themselves</FigureLink>.
    </>
  );
}

const nextToTry = (hasMost: boolean): string =>
  hasMost ? 'Try fewer letters, or begin with what you played most.' : 'Try fewer letters.';

interface FoundProps {
  results: SearchStart;
  /** Most played first; names that are only near are in the order of their likeness. */
  isRanked: boolean;
  format: ReaderFormat;
}

function Found({ results, ...shown }: FoundProps) {
  const artists = <Kind id="artists" title="Artists" entries={results.artists} {...shown} />;
  const albums = <Kind id="albums" title="Albums" entries={results.albums} {...shown} />;
  const tracks = <Kind id="tracks" title="Tracks" entries={results.tracks} {...shown} />;
  // Tracks as many as the others stand beside both; else the last card takes the width under the first two.
  const others = results.artists.length + results.albums.length;
  if (others === 0 || results.tracks.length < others)
    return (
      <div className="grid gap-4 two:gap-5 wide:grid-cols-2 wide:*:odd:last:col-span-2 wide:*:odd:last:[&_ol]:grid-cols-2 wide:*:odd:last:[&_ol]:gap-x-10">
        {artists}
        {tracks}
        {albums}
      </div>
    );
  return (
    <div className="grid gap-4 two:gap-5 wide:grid-cols-2">
      <div className="grid gap-4 two:gap-5">
        {artists}
        {albums}
      </div>
      {tracks}
    </div>
  );
}

interface KindProps extends Omit<FoundProps, 'results'> {
  id: string;
  title: string;
  entries: RankedEntry[];
}

function Kind({ id, title, entries, isRanked, format }: KindProps) {
  if (entries.length === 0) return null;
  const isCut = entries.length > MATCHES_SHOWN;
  return (
    <Card id={id} title={title} note={noteOf(isRanked, isCut, format)}>
      <RankedList
        entries={isCut ? entries.slice(0, MATCHES_SHOWN) : entries}
        range={ALL_TIME}
        isCompared={false}
        isRanked={isRanked}
        format={format}
        largest={mostOf(entries)}
      />
    </Card>
  );
}

function noteOf(isRanked: boolean, isCut: boolean, { number }: ReaderFormat): string {
  if (!isRanked) return 'Closest first, then by plays';
  return isCut ? `By plays, the first ${number(MATCHES_SHOWN)}` : 'By plays';
}

const mostOf = (entries: RankedEntry[]): number => Math.max(0, ...entries.map((e) => e.plays));
