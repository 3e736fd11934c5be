import type { ReactNode } from 'react';
import { RankedList } from '@/components/analytics/ranked-list';
import { playsOfHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import { PageTitle } from '@/components/ui/page-title';
import type { RankedEntry, SearchResults } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { TextSearch } from './search-field';

const ALL = { preset: 'all', from: null, to: null } as const;

/** Matches by name in the listener's own library. Null results: nothing was searched yet. */
export function SearchView({ results, format }: { results: SearchResults | null; format: ReaderFormat }) {
  const found = results ? results.artists.length + results.albums.length + results.tracks.length : 0;
  return (
    <>
      <PageTitle title="Search">
        {results ? answer(results, found) : 'Every artist, album and track that you have ever played here.'}
      </PageTitle>
      <div className="flex max-w-xl">
        <TextSearch action="/search" label="Part of a name" button="Search" value={results?.query ?? ''} />
      </div>
      {results && found > 0 ? <Found results={results} format={format} /> : null}
    </>
  );
}

function answer({ query }: SearchResults, found: number): ReactNode {
  if (found === 0) return <>Nothing that you have played has “{query}” in its name. Try fewer letters.</>;
  return (
    <>
      What you have played with “{query}” in its name, or{' '}
      <FigureLink href={playsOfHref(query)}>the plays themselves</FigureLink>.
    </>
  );
}

function Found({ results, format }: { results: SearchResults; format: ReaderFormat }) {
  const { artists, albums, tracks } = results;
  return (
    <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
      {artists.length + albums.length > 0 ? (
        <div className="grid gap-4 two:gap-5">
          <Kind id="artists" title="Artists" entries={artists} format={format} />
          <Kind id="albums" title="Albums" entries={albums} format={format} />
        </div>
      ) : null}
      <Kind id="tracks" title="Tracks" entries={tracks} format={format} />
    </div>
  );
}

interface KindProps {
  id: string;
  title: string;
  entries: RankedEntry[];
  format: ReaderFormat;
}

function Kind({ id, title, entries, format }: KindProps) {
  if (entries.length === 0) return null;
  return (
    <Card id={id} title={title}>
      <RankedList
        entries={entries}
        range={ALL}
        isCompared={false}
        format={format}
        largest={mostOf(entries)}
      />
    </Card>
  );
}

const mostOf = (entries: RankedEntry[]): number => Math.max(0, ...entries.map((e) => e.plays));
