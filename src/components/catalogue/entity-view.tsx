import { Fragment, type ReactNode } from 'react';
import { EstimateNote, estimatedShare } from '@/components/analytics/estimate-note';
import { rangeTitle, rangeWithin } from '@/components/analytics/range-labels';
import { RankedList } from '@/components/analytics/ranked-list';
import { TrendCard } from '@/components/analytics/trend-card';
import { WhenCard } from '@/components/analytics/when-card';
import { GROWING_CHART } from '@/components/charts/chart-frame';
import { type ChartName, tableLink } from '@/components/charts/table-link';
import { entityHref, playsHref, rangeParameters, TOP_PAGE, topHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { Card, CardPair, GROWING_LIST } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import { PageLink } from '@/components/ui/page-link';
import { isLessThanAWeek, isUnarchived } from '@/lib/shared/analytics/archived-time';
import { longDay } from '@/lib/shared/analytics/calendar-days';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { TrendPoint, Trends } from '@/lib/shared/analytics/statistics';
import type { EntityPage, TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';
import { durationLabel } from '@/lib/shared/duration-labels';
import type { ReaderFormat } from '@/lib/shared/format';
import { countPlaces } from './album-places';
import { AlbumTracksCard } from './album-tracks-card';
import { AlbumsCard, completionLabel } from './albums-card';
import { EntityHeading } from './entity-heading';
import { LastPlaysCard } from './last-plays-card';
import { ReleasesCard } from './releases-card';
import { SpotifyButton } from './spotify-button';

interface EntityViewProps {
  page: EntityPage;
  picker: ReactNode;
  /** Leaves it out of statistics, or says that it is left out. */
  exclusion?: ReactNode;
  /** The chart whose table is shown. */
  openTable?: ChartName | null;
  now: Date;
  format: ReaderFormat;
}

/** Above the picker what is of all time: since when, how many, the rank. Below it everything is of the chosen days. */
export function EntityView({ page, picker, exclusion, openTable = null, now, format }: EntityViewProps) {
  const { kind, id, trend, activity } = page;
  const entity = { kind, id };
  const linkOf = (name: ChartName) => tableLink(name, rangeParameters(trend.range), openTable);
  const when = isLessThanAWeek(activity) ? null : (
    <WhenCard
      activity={activity}
      entity={entity}
      now={now}
      format={format}
      tableLink={linkOf('when')}
      className={GROWING_CHART}
    />
  );
  return (
    <>
      <Introduction page={page} format={format} />
      <Ways page={page}>{exclusion}</Ways>
      <ReleasesCard releases={page.releases} range={trend.range} format={format} />
      {picker}
      {saysSomething(trend) ? (
        <TrendCard
          trends={trend}
          entity={entity}
          today={format.dayKey(now.toISOString())}
          format={format}
          tableLink={linkOf('over-time')}
        />
      ) : (
        <NotPlayed page={page} format={format} />
      )}
      {trend.points.some(isPlayed) ? (
        <Lists page={page} when={when} format={format} />
      ) : (
        <AlbumTracks page={page} isWide format={format} />
      )}
      <EstimateNote share={estimatedShare(page)} format={format} />
    </>
  );
}

interface ListsProps {
  page: EntityPage;
  /** The hours of the week; null where the days are none. */
  when: ReactNode;
  format: ReaderFormat;
}

/** What belongs to the entity, beside the hours of the week; an album that is much longer or shorter above them, as wide as the page. */
function Lists({ page, when, format }: ListsProps) {
  const { kind, tracks, totalTracks } = page;
  if (kind === 'track')
    return (
      <CardPair>
        {when}
        <LastPlaysCard page={page} format={format} />
      </CardPair>
    );
  if (kind === 'artist') return <ListsOfArtist page={page} when={when} format={format} />;
  const places = Math.max(tracks.length, totalTracks ?? 0);
  const isWide = when === null || places > BESIDE_HOURS || places < BESIDE_HOURS / 2;
  const Frame = isWide ? Fragment : CardPair;
  return (
    <Frame>
      <AlbumTracks page={page} isWide={isWide} format={format} />
      {when}
    </Frame>
  );
}

/** The hours of the week stand above the albums where the tracks are about as high as both. */
function ListsOfArtist({ page, when, format }: ListsProps) {
  const { id, topTracks, albums, trend } = page;
  const tracks = <ArtistTracksCard page={page} format={format} />;
  const itsAlbums = <AlbumsCard artistId={id} albums={albums} range={trend.range} format={format} />;
  if (topTracks.length - albums.length < BESIDE_HOURS / 2)
    return (
      <>
        <CardPair>
          {tracks}
          {itsAlbums}
        </CardPair>
        {when}
      </>
    );
  return (
    <CardPair>
      {tracks}
      <div className="grid gap-4 two:gap-5">
        {when}
        {itsAlbums}
      </div>
    </CardPair>
  );
}

function AlbumTracks({
  page: { kind, tracks, totalTracks, trend },
  isWide,
  format,
}: Pick<EntityViewProps, 'page' | 'format'> & { isWide: boolean }) {
  if (kind !== 'album') return null;
  return (
    <AlbumTracksCard
      tracks={tracks}
      totalTracks={totalTracks}
      isWide={isWide}
      range={trend.range}
      format={format}
    />
  );
}

const isPlayed = ({ plays }: TrendPoint): boolean => plays > 0;

/** Whether the chart over time has a bar, a mark of the days before, or hatching beside days that are archived. */
const saysSomething = ({ points, previous }: Trends): boolean =>
  points.some(isPlayed) ||
  previous.some(isPlayed) ||
  (points.some(({ archived }) => archived !== 'all') && !points.every(isUnarchived));

/** In place of empty charts. */
function NotPlayed({ page: { kind, id, trend }, format }: Pick<EntityViewProps, 'page' | 'format'>) {
  const within = rangeWithin(trend.range, format.locale);
  const isLacking = trend.points.some(isUnarchived);
  return (
    <Card id="over-time" title={`Not ${isLacking ? 'archived' : 'played'} ${within}`}>
      <p className="text-soft">
        {isLacking ? (
          <>
            <FigureLink href="/import">Import your history</FigureLink> to have these days, choose others
            above,
          </>
        ) : (
          'Choose other days above,'
        )}{' '}
        or see <FigureLink href={entityHref(kind, id, ALL_TIME)}>all time</FigureLink>.
      </p>
    </Card>
  );
}

/** As many tracks as make the card as high as the hours of the week. */
const BESIDE_HOURS = 8;

function ArtistTracksCard({
  page: { name, topTracks, trend },
  format,
}: Pick<EntityViewProps, 'page' | 'format'>) {
  if (topTracks.length === 0) return null;
  const entries = topTracks.map((track) => ({ ...track, artists: othersOn(track, name) }));
  return (
    <Card
      id="tracks"
      title="Tracks"
      note={`Most played, ${rangeTitle(trend.range, format.locale)}`}
      className={GROWING_LIST}
    >
      <RankedList entries={entries} range={trend.range} isCompared={false} hasBoth format={format} />
    </Card>
  );
}

/** On the page of an artist a track names only who else is on it. */
function othersOn({ artists }: EntityPage['topTracks'][number], name: string): string[] {
  const others = artists.filter((artist) => artist !== name);
  return others.map((artist, index) => (index === 0 ? `with ${artist}` : artist));
}

type WaysProps = Pick<EntityViewProps, 'page'> & { children: ReactNode };

/** To all plays, to Spotify, for an artist to the removal of all plays; and out of the statistics. */
const Ways = ({ page: { kind, id, spotifyId }, children }: WaysProps) => (
  <div className="flex flex-wrap gap-2">
    <PageLink href={playsHref({ entity: { kind, id } })} className={outlineButton}>
      All plays
    </PageLink>
    <SpotifyButton kind={kind} spotifyId={spotifyId} />
    {kind === 'artist' ? (
      <PageLink href={`/history/remove?artistId=${id}`} className={outlineButton}>
        Remove all plays…
      </PageLink>
    ) : null}
    {children}
  </div>
);

/** Heading and summary. */
function Introduction({ page, format }: Pick<EntityViewProps, 'page' | 'format'>) {
  const { kind, id, rank } = page;
  const entity = { kind, id };
  return (
    <EntityHeading page={page} format={format}>
      First played on <Moment at={page.firstPlayedAt} format={format} />. Since then{' '}
      <FigureLink href={playsHref({ entity })}>{format.count(page.plays, 'play')}</FigureLink>,{' '}
      {durationLabel(page.listenedMs, format)} in all, and{' '}
      <FigureLink
        href={topHref(kind, ALL_TIME, { offset: pageOf(rank) })}
      >{`your no. ${format.number(rank)} ${kind}`}</FigureLink>{' '}
      of all time. Last played on <Moment at={page.lastPlayedAt} format={format} />.{skipsOf(page, format)}
      {completionOf(page, format)}
    </EntityHeading>
  );
}

/** " You have played 7 of 12 tracks, and 1 that is left out." Of an album whose number of tracks is known. */
function completionOf({ kind, tracks, totalTracks }: EntityPage, format: ReaderFormat): string {
  if (kind !== 'album' || totalTracks === null) return '';
  const placesThat = (...those: TrackOfAlbum['status'][]) =>
    countPlaces(tracks.filter(({ status }) => those.includes(status)));
  const playedTracks = placesThat('played');
  const leftOut = placesThat('played', 'left_out') - playedTracks;
  const rest =
    leftOut === 0 ? '' : `, and ${format.number(leftOut)} that ${leftOut === 1 ? 'is' : 'are'} left out`;
  return ` You have played ${completionLabel({ playedTracks, totalTracks }, format)}${rest}.`;
}

/** " Skipped 12 of the 80 plays in your files." Not of an album: it is its tracks that are skipped. */
function skipsOf({ kind, skips }: EntityPage, { number, count }: ReaderFormat): string {
  if (kind === 'album' || !skips || skips.skipped === 0) return '';
  return ` Skipped ${number(skips.skipped)} of the ${count(skips.inFiles, 'play')} in your files.`;
}

/** The offset of the page of the ranking that has this rank. */
const pageOf = (rank: number): number => Math.floor((rank - 1) / TOP_PAGE) * TOP_PAGE;

/** "3 March 2021 at 22:14", on one line where there is room. */
const Moment = ({ at, format }: { at: string; format: ReaderFormat }) => (
  <span className="two:whitespace-nowrap">
    {longDay(format.dayKey(at), format.locale)} at {format.time(at)}
  </span>
);
