import { type RankedRow, RankedRows } from '@/components/analytics/ranked-rows';
import { spotifyHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { durationLabel } from '@/lib/shared/duration-labels';
import { plural } from '@/lib/shared/plural';
import { reportFormat } from '@/lib/shared/share/report-labels';
import type { ShareEntry, ShareList } from '@/lib/shared/share/share-report';
import { listNote, listTitle } from './report-list-labels';

/** A ranking of a report; every name leads to its page on Spotify. */
export function ReportRanking({ list }: { list: ShareList }) {
  const rows = list.entries.map((entry, index) => rowOf(list, entry, index + 1));
  return (
    <Card id={`${list.kind}s`} title={listTitle(list)} note={listNote(list)}>
      <RankedRows rows={rows} largest={rows[0]?.value ?? 0} />
    </Card>
  );
}

function rowOf({ kind, by }: ShareList, entry: ShareEntry, rank: number): RankedRow {
  const { spotifyId, name, imageUrl, artists, plays, listenedMs } = entry;
  const time = durationLabel(listenedMs, reportFormat);
  const count = reportFormat.count(plays, 'play');
  const isByTime = by === 'time';
  return {
    key: rank,
    rank: reportFormat.number(rank),
    name,
    imageUrl,
    href: spotifyId && spotifyHref(kind, spotifyId),
    detail: artists.join(', ') || (isByTime ? count : time),
    figure: isByTime ? time : reportFormat.number(plays),
    figureNote: isByTime ? '' : plural(plays, 'play'),
    figureHref: null,
    value: isByTime ? listenedMs : plays,
  };
}
