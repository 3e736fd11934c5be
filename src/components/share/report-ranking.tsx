import { type RankedRow, RankedRows } from '@/components/analytics/ranked-rows';
import { spotifyHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { capitalized } from '@/lib/shared/capitalized';
import { durationLabel } from '@/lib/shared/duration-labels';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { namesText } from '@/lib/shared/named-text';
import { plural } from '@/lib/shared/plural';
import type { ShareList } from '@/lib/shared/share/share-report';
import { listNote } from './report-list-labels';

interface ReportRankingProps {
  list: ShareList;
  /** Artists whom the report is about: rows name the others only, and always say what the figure does not. */
  known?: readonly string[];
  format: ReaderFormat;
}

/** A ranking of a report; every name leads to its page on Spotify. */
export function ReportRanking({ list, known = [], format }: ReportRankingProps) {
  const { kind, by } = list;
  const rows = list.entries.map((entry, index): RankedRow => {
    const { spotifyId, name, imageUrl, plays, listenedMs } = entry;
    const time = durationLabel(listenedMs, format);
    const isByTime = by === 'time';
    const artists = entry.artists.filter((artist) => !known.includes(artist));
    const other = isByTime ? format.count(plays, 'play') : time;
    return {
      key: index,
      rank: format.number(index + 1),
      name,
      imageUrl,
      href: spotifyId && spotifyHref(kind, spotifyId),
      detail:
        artists.length > 0 ? [...namesText(artists), ...(known.length > 0 ? [SEPARATOR, other] : [])] : other,
      figure: isByTime ? time : format.number(plays),
      figureNote: isByTime ? '' : plural(plays, 'play'),
      figureHref: null,
      value: isByTime ? listenedMs : plays,
    };
  });
  return (
    <Card id={`${kind}s`} title={capitalized(`${kind}s`)} note={listNote(list)}>
      <RankedRows rows={rows} />
    </Card>
  );
}
