import type { TopEntry } from '@/lib/shared/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { CoverArt } from './cover-art';
import { PlayBar } from './play-bar';
import { SpotifyLink } from './spotify-link';

interface TopListProps {
  kind: 'track' | 'artist';
  entries: TopEntry[];
  format: ReaderFormat;
}

/** Most played first: rank, art, name with one line of sense, plays with a thin bar. */
export function TopList({ kind, entries, format }: TopListProps) {
  const largest = entries[0]?.plays ?? 0;
  return (
    <ol className="grid gap-2.5">
      {entries.map((entry, index) => (
        <li
          key={entry.id}
          className="grid grid-cols-[18px_44px_minmax(0,1fr)_48px] items-center gap-2.5 two:gap-3 two:grid-cols-[22px_44px_minmax(0,1fr)_84px]"
        >
          <span className="text-right text-soft">{index + 1}</span>
          <CoverArt imageUrl={entry.imageUrl} name={entry.name} />
          <span className="grid min-w-0 leading-[1.35]">
            <SpotifyLink kind={kind} spotifyId={entry.spotifyId} name={entry.name} />
            <span className="truncate text-[13px] text-soft">{senseOf(kind, entry, format)}</span>
          </span>
          <span className="grid gap-1 text-right font-[550]">
            <span>
              {format.number(entry.plays)}
              <span className="sr-only">{entry.plays === 1 ? ' play' : ' plays'}</span>
            </span>
            <PlayBar value={entry.plays} largest={largest} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function senseOf(kind: 'track' | 'artist', entry: TopEntry, format: ReaderFormat): string {
  if (kind === 'track') return entry.artists.join(', ');
  const { figure, unit } = format.listened(entry.listenedMs);
  return `${figure} ${unit} · since ${format.day(entry.firstPlayedAt)}`;
}
