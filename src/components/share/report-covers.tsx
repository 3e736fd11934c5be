import { EntityLink } from '@/components/catalogue/entity-link';
import { spotifyHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { CoverArt } from '@/components/ui/cover-art';
import { Names } from '@/components/ui/named';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import type { ShareEntry, ShareList } from '@/lib/shared/share/share-report';
import { listNote } from './report-list-labels';

/** Albums by their covers; on a phone the first one is largest, on paper none is. */
export function ReportCovers({ list, format }: { list: ShareList; format: ReaderFormat }) {
  return (
    <Card id={`${list.kind}s`} title={capitalized(`${list.kind}s`)} note={listNote(list)}>
      <ol className="grid grid-cols-2 gap-x-3.5 gap-y-4 two:grid-cols-5 print:grid-cols-5 not-print:max-two:[&>:first-child]:col-span-2">
        {list.entries.map((entry, index) => {
          const rank = index + 1;
          return <Cover key={rank} kind={list.kind} entry={entry} format={format} />;
        })}
      </ol>
    </Card>
  );
}

interface CoverProps {
  kind: ShareList['kind'];
  entry: ShareEntry;
  format: ReaderFormat;
}

function Cover({ kind, entry, format }: CoverProps) {
  const { spotifyId, name, imageUrl, artists, plays } = entry;
  return (
    <li className="grid min-w-0 content-start leading-[1.35] [&>:first-child]:mb-2 [&>:first-child]:h-auto [&>:first-child]:w-full">
      <CoverArt imageUrl={imageUrl} name={name} size={300} />
      <EntityLink href={spotifyId && spotifyHref(kind, spotifyId)} name={name} />
      <span className="truncate text-[0.8125rem] text-soft">
        <Names names={artists} />
      </span>
      <span className="text-[0.8125rem] text-soft">{format.count(plays, 'play')}</span>
    </li>
  );
}
