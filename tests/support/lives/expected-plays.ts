import { countsAsPlay } from '@/lib/history/counts-as-play';
import type { LifePlay } from './life';
import type { Event, Listener } from './world';

/** What an archive must say of a play. */
export interface ExpectedPlay {
  play: LifePlay;
  recording: string;
  sources: ('poll' | 'import')[];
  /** Null where only polls reported it. */
  msPlayed: number | null;
  counts: boolean;
  /** Between which moments its end lies: one moment where it was polled. */
  end: { from: number; to: number };
}

/** Each play of a life that some event reported, once, in the order of the life. */
export function expectedPlays(
  life: readonly LifePlay[],
  events: readonly Event[],
  listener: Listener,
): ExpectedPlay[] {
  const reportedBy = new Map<LifePlay, Set<Event['kind']>>();
  for (const event of events.filter((one) => one.listener === listener)) {
    for (const play of playsOf(event))
      reportedBy.set(play, (reportedBy.get(play) ?? new Set()).add(event.kind));
  }
  return life.flatMap((play) => {
    const kinds = reportedBy.get(play);
    return kinds ? [expected(play, kinds)] : [];
  });
}

function playsOf(event: Event): LifePlay[] {
  if (event.kind === 'ownExport' || event.kind === 'lookUp') return [];
  return event.kind === 'poll' ? event.page.map(({ play }) => play) : event.rows.map(({ play }) => play);
}

function expected(play: LifePlay, kinds: ReadonlySet<Event['kind']>): ExpectedPlay {
  const isPolled = kinds.has('poll') && play.polledEnd !== null;
  const isImported = kinds.has('history') || kinds.has('account');
  const msPlayed = isImported ? play.msPlayed : null;
  const polledEnd = play.polledEnd ?? play.end;
  // Seconds are rounded down, and a repeated row may be the only one of a file.
  const inFile = kinds.has('history') ? { from: play.end - 1_000, to: play.end + 3_000 } : minuteOf(play.end);
  return {
    play,
    recording: play.recording.name + play.recording.artists[0],
    msPlayed,
    sources: [...(isPolled ? (['poll'] as const) : []), ...(isImported ? (['import'] as const) : [])],
    counts: countsAsPlay(msPlayed),
    end: isPolled ? { from: polledEnd, to: polledEnd } : inFile,
  };
}

const minuteOf = (end: number) => ({ from: end - 60_000, to: end });
