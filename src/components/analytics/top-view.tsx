import type { ReactNode } from 'react';
import { pageKind, spotifyHref, TOP_PAGE, topHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { ChoiceTabs } from '@/components/ui/choice-tabs';
import { CopyButton } from '@/components/ui/copy-button';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import { isShorterThanAWeek } from '@/lib/shared/analytics/range-days';
import type { ArchivedDays, CountedKind, RankedEntry, Top } from '@/lib/shared/analytics/statistics';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import { EstimateNote } from './estimate-note';
import { NothingPlayed } from './nothing-played';
import { rangeBefore, rangeWithin } from './range-labels';
import type { RankedHeads } from './ranked-heads';
import { RankedList } from './ranked-list';

const KINDS = ['artist', 'track', 'album'] as const;

export interface TopViewProps {
  /** `release`: tracks, with each release of a recording on its own. */
  kind: CountedKind;
  by: Measure;
  top: Top;
  /** The most played of all, whose bar is the longest on every page of the ranking. */
  first: RankedEntry | undefined;
  offset: number;
  /** Only what was first played within the range. */
  isNew: boolean;
  /** How much of the plays has an estimated time. */
  estimated: number;
  /** How much of the range is archived. */
  archived: ArchivedDays;
  now: Date;
  picker: ReactNode;
  format: ReaderFormat;
}

/** The ranking of everything that was played in a range, a page at a time. */
export function TopView(props: TopViewProps) {
  const { by, top, first, picker, format } = props;
  const longest = by === 'plays' ? first?.plays : first?.listenedMs;
  return (
    <>
      {picker}
      <Title {...props} />
      <Choices {...props} />
      {top.entries.length > 0 ? (
        <section
          aria-label="Ranking"
          className="rounded-card border border-line bg-card px-4 py-[18px] shadow-card two:px-6 two:py-[22px]"
        >
          <RankedList
            by={by}
            isCompared={isCompared(top)}
            format={format}
            entries={top.entries}
            range={top.range}
            largest={longest ?? 0}
            heads={headsOf(props)}
          />
        </section>
      ) : null}
      <Paging {...props} />
      <TrackLinks entries={top.entries} />
      {by === 'time' ? <EstimateNote share={props.estimated} format={format} /> : null}
    </>
  );
}

const isCompared = ({ range, entries }: Top): boolean =>
  !isShorterThanAWeek(range) && entries.some(({ previousRank }) => previousRank !== null);

function headsOf({ kind, by, isNew, top: { range } }: TopViewProps): RankedHeads {
  return {
    by,
    name: capitalized(pageKind(kind)),
    playsHref: topHref(kind, range, { isNew }),
    timeHref: topHref(kind, range, { by: 'time', isNew }),
  };
}

function Choices({ kind, by, isNew, top: { range } }: TopViewProps) {
  return (
    <div className="flex flex-wrap justify-between gap-3">
      <ChoiceTabs
        label="What to rank"
        choices={KINDS.map((of) => ({
          name: capitalized(`${of}s`),
          href: topHref(of, range, { by, isNew }),
          isChosen: of === pageKind(kind),
        }))}
      />
      <ChoiceTabs
        isNarrowOnly
        label="What to rank by"
        choices={[
          { name: 'Plays', href: topHref(kind, range, { isNew }), isChosen: by === 'plays' },
          { name: 'Time', href: topHref(kind, range, { by: 'time', isNew }), isChosen: by === 'time' },
        ]}
      />
      <Releases kind={kind} range={range} by={by} isNew={isNew} />
    </div>
  );
}

/** Whether the releases of one recording are one track. */
function Releases({
  kind,
  range,
  by,
  isNew,
}: Pick<TopViewProps, 'kind' | 'by' | 'isNew'> & { range: Range }) {
  if (kind !== 'track' && kind !== 'release') return null;
  const choiceOf = (name: string, of: CountedKind) => ({
    name,
    href: topHref(of, range, { by, isNew }),
    isChosen: of === kind,
  });
  return (
    <ChoiceTabs
      label="How to count releases of one recording"
      choices={[choiceOf('Releases together', 'track'), choiceOf('Separate', 'release')]}
    />
  );
}

/** For a playlist: Spotify's own apps add what is pasted into one. */
function TrackLinks({ entries }: { entries: RankedEntry[] }) {
  const ids = entries.flatMap(({ kind, spotifyId }) =>
    spotifyId && (kind === 'track' || kind === 'release') ? [spotifyId] : [],
  );
  if (ids.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[0.8125rem] text-soft print:hidden">
      <CopyButton
        text={ids.map((id) => spotifyHref('track', id)).join('\n')}
        otherwise="Each track’s page has its link."
      >
        Copy as links
      </CopyButton>
      Paste them into a playlist in Spotify’s desktop app.
    </div>
  );
}

function Title({ kind, by, isNew, top, archived, now, format }: TopViewProps) {
  const [first] = top.entries;
  if (top.total === 0)
    return <NothingPlayed path="/top" range={top.range} archived={archived} now={now} format={format} />;
  return (
    <PageTitle title={format.count(top.total, isNew ? `new ${kind}` : kind)}>
      {rangeWithin(top.range, format.locale)}, most {by === 'plays' ? 'played' : 'listened to'} first.
      {first?.rank === 1 ? (
        <>
          {' '}
          <bdi>{first.name}</bdi> leads.
        </>
      ) : null}
      {isCompared(top) ? (
        // Narrow screens have no room for that column.
        <span className="hidden two:inline">
          {` ▲ and ▼ are places won and lost against ${rangeBefore(top.range, format.locale)}.`}
        </span>
      ) : null}
      {isNew ? <NewNote href={topHref(kind, top.range, { by })} /> : null}
    </PageTitle>
  );
}

/** What the list leaves out, and the way back to all of it. */
const NewNote = ({ href }: { href: string }) => (
  <>
    {' '}
    Only what you first played then; <PageLink href={href}>show everything</PageLink>.
  </>
);

function Paging({ kind, by, isNew, top, offset, format }: TopViewProps) {
  const last = offset + top.entries.length;
  const hasOthers = offset > 0 || last < top.total;
  if (!hasOthers) return null;
  return (
    <nav
      aria-label="Pages of the ranking"
      className="flex flex-wrap items-center justify-between gap-3 text-sm"
    >
      <p className="text-soft">
        {top.entries.length === 0
          ? `There are only ${format.number(top.total)} places.`
          : `Places ${format.number(offset + 1)} to ${format.number(last)} of ${format.number(top.total)}`}
      </p>
      <div className="flex gap-2">
        {offset > 0 ? (
          <PageLink
            href={topHref(kind, top.range, { by, isNew, offset: Math.max(0, offset - TOP_PAGE) })}
            className={outlineButton}
          >
            Previous
          </PageLink>
        ) : null}
        {last < top.total && top.entries.length > 0 ? (
          <PageLink
            href={topHref(kind, top.range, { by, isNew, offset: offset + TOP_PAGE })}
            className={outlineButton}
          >
            Next
          </PageLink>
        ) : null}
      </div>
    </nav>
  );
}
