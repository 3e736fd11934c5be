import { type RankedRow, RankedRows } from '@/components/analytics/ranked-rows';
import { spotifyHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { capitalized } from '@/lib/shared/capitalized';
import { durationLabel } from '@/lib/shared/duration-labels';
import type { ReaderFormat } from '@/lib/shared/format';
import { plural } from '@/lib/shared/plural';
import type { ShareEntry, ShareList } from '@/lib/shared/share/share-report';
import { listNote } from './report-list-labels';

/** A ranking of a report; every name leads to its page on Spotify. */
export function ReportRanking({ list, format }: { list: ShareList; format: ReaderFormat }) {
  const rows = list.entries.map((entry, index) => rowOf(list, entry, index + 1, format));
  return (
    <Card id={`${list.kind}s`} title={capitalized(`${list.kind}s`)} note={listNote(list)}>
      <RankedRows rows={rows} />
    </Card>
  );
}

function rowOf({ kind, by }: ShareList, entry: ShareEntry, rank: number, format: ReaderFormat): RankedRow {
  const { spotifyId, name, imageUrl, artists, plays, listenedMs } = entry;
  const time = durationLabel(listenedMs, format);
  const count = format.count(plays, 'play');
  const isByTime = by === 'time';
  return {
    key: rank,
    rank: format.number(rank),
    name,
    imageUrl,
    href: spotifyId && spotifyHref(kind, spotifyId),
    detail: artists.join(', ') || (isByTime ? count : time),
    figure: isByTime ? time : format.number(plays),
    figureNote: isByTime ? '' : plural(plays, 'play'),
    figureHref: null,
    value: isByTime ? listenedMs : plays,
  };
}
