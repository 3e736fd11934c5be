import { spotifyHref } from '@/components/shell/page-links';
import { durationWords } from '@/components/ui/duration-labels';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { shareFormat } from '@/lib/shared/share/share-labels';
import type { ShareEntry, ShareList } from '@/lib/shared/share/share-report';
import { ShareArt } from './share-art';

const NAMES = { artist: 'Artists', track: 'Tracks', album: 'Albums' } as const;

/** Rank, art, name, figure; every name leads to its page on Spotify. */
export function ShareRanking({ list }: { list: ShareList }) {
  return (
    <section aria-labelledby={`${list.kind}s`}>
      <ListTitle list={list} />
      <ol className="ranked">
        {list.entries.map((entry, index) => (
          <li key={`${entry.spotifyId} ${entry.name}`}>
            <span className="rank">{index + 1}</span>
            <ShareArt imageUrl={entry.imageUrl} name={entry.name} size={56} />
            <span>
              <EntryName kind={list.kind} entry={entry} />
              {entry.artists.length > 0 ? <span className="sub">{entry.artists.join(', ')}</span> : null}
            </span>
            <EntryFigure entry={entry} by={list.by} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Albums by their covers, the first one largest on a phone. */
export function ShareCovers({ list }: { list: ShareList }) {
  return (
    <section aria-labelledby={`${list.kind}s`}>
      <ListTitle list={list} />
      <ol className="covers">
        {list.entries.map((entry) => (
          <li key={`${entry.spotifyId} ${entry.name}`}>
            <ShareArt imageUrl={entry.imageUrl} name={entry.name} size={300} />
            <EntryName kind={list.kind} entry={entry} />
            <span className="sub">{entry.artists.join(', ')}</span>
            <span className="sub">{shareFormat.count(entry.plays, 'play')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ListTitle({ list: { kind, by, isOfRange } }: { list: ShareList }) {
  return (
    <>
      <h2 id={`${kind}s`}>{NAMES[kind]}</h2>
      {isOfRange ? null : <p className="note">Most played of all time</p>}
      {by === 'time' ? <p className="note">By listening time</p> : null}
    </>
  );
}

function EntryName({ kind, entry: { spotifyId, name } }: { kind: EntityKind; entry: ShareEntry }) {
  if (!spotifyId) return <span className="name">{name}</span>;
  return (
    <a className="name" href={spotifyHref(kind, spotifyId)} rel="noreferrer">
      {name}
    </a>
  );
}

function EntryFigure({ entry, by }: { entry: ShareEntry; by: ShareList['by'] }) {
  if (by === 'time') return <span className="count">{durationWords(entry.listenedMs, shareFormat)}</span>;
  return (
    <span className="count">
      {shareFormat.number(entry.plays)} <span>{entry.plays === 1 ? 'play' : 'plays'}</span>
    </span>
  );
}
