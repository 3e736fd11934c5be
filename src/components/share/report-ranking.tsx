import { type RankedRow, RankedRows } from '@/components/analytics/ranked-rows';
import { spotifyHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { durationLabel } from '@/components/ui/duration-labels';
import { reportFormat } from '@/lib/shared/share/report-labels';
import type { ShareEntry, ShareList } from '@/lib/shared/share/share-report';
import { listNote, listTitle } from './report-list-labels';

/** A ranking of a report; every name leads to its page on Spotify. */
export function ReportRanking({ list }: { list: ShareList }) {
  const rows = list.entries.map((entry, index) => rowOf(list, entry, index + 1));
  return (
    <Card id={`${list.kind}s`} title={listTitle(list)} note={listNote(list)}>
      <RankedRows rows={rows} largest={rows[0]?.value ?? 0} format={reportFormat} />
    </Card>
  );
}

function rowOf({ kind, by }: ShareList, entry: ShareEntry, rank: number): RankedRow {
  const { spotifyId, name, imageUrl, artists, plays, listenedMs } = entry;
  const time = durationLabel(listenedMs, reportFormat);
  const count = reportFormat.count(plays, 'play');
  return {
    key: rank,
    ...{ rank, name, imageUrl },
    href: spotifyId && spotifyHref(kind, spotifyId),
    sense: artists.join(', ') || (by === 'time' ? count : time),
    figure: by === 'time' ? <span>{time}</span> : <Plays plays={plays} />,
    value: by === 'time' ? listenedMs : plays,
  };
}

const Plays = ({ plays }: { plays: number }) => (
  <span>
    {reportFormat.number(plays)}
    <span className="sr-only">{plays === 1 ? ' play' : ' plays'}</span>
  </span>
);
