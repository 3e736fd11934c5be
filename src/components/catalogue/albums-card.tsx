import { rangeNote } from '@/components/analytics/range-labels';
import { playedRow } from '@/components/analytics/ranked-list';
import { type RankedRow, RankedRows } from '@/components/analytics/ranked-rows';
import { entityHref, playsHref } from '@/components/shell/page-links';
import { Card, GROWING_LIST } from '@/components/ui/card';
import type { Range } from '@/lib/shared/analytics/range';
import type { AlbumOfArtist } from '@/lib/shared/catalogue/entity-page';
import type { ReaderFormat } from '@/lib/shared/format';
import { plural } from '@/lib/shared/plural';

interface AlbumsCardProps {
  artistId: number;
  albums: AlbumOfArtist[];
  range: Range;
  format: ReaderFormat;
}

/** The albums of an artist: their plays on each, and how much of it was played. */
export function AlbumsCard({ artistId, albums, range, format }: AlbumsCardProps) {
  if (albums.length === 0) return null;
  const { from, to } = range;
  const rows = albums.map(
    (album): RankedRow => ({
      ...playedRow(album, format),
      href: entityHref('album', album.id, range),
      detail: completionLabel(album, format),
      figureNote: `${plural(album.plays, 'play')} on ${album.name}`,
      figureHref: playsHref({ entity: { kind: 'artist', id: artistId }, album: album.id, from, to }),
    }),
  );
  return (
    <Card id="albums" title="Albums" note={rangeNote(range, format.locale)} className={GROWING_LIST}>
      <RankedRows rows={rows} />
    </Card>
  );
}

/** "7 of 12 tracks"; "7 tracks" where it is unknown how many there are. */
export function completionLabel(
  { playedTracks, totalTracks }: Pick<AlbumOfArtist, 'playedTracks' | 'totalTracks'>,
  { number, count }: ReaderFormat,
): string {
  if (totalTracks === null || totalTracks < playedTracks) return count(playedTracks, 'track');
  if (totalTracks !== playedTracks) return `${number(playedTracks)} of ${count(totalTracks, 'track')}`;
  if (totalTracks === 1) return 'its only track';
  return totalTracks === 2 ? 'both tracks' : `all ${count(totalTracks, 'track')}`;
}
