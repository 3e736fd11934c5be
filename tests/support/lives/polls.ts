import type { TrackFacts } from '@/lib/catalogue/same-recording';
import type { LifePlay } from './life';
import type { Recording, Release } from './music';
import type { Random } from './random';

/** An item of a page of recently played tracks. */
export interface ListedPlay {
  play: LifePlay;
  playedAt: number;
  track: TrackFacts;
  context: { type: string; uri: string };
}

const LISTED = 50;

/** What Spotify lists at a moment: the last 50 plays that it knows of, newest first, under whichever of their ids. */
export function pageAt(random: Random, life: readonly LifePlay[], at: number): ListedPlay[] {
  return life
    .flatMap((play) =>
      play.polledEnd !== null && play.knownAt <= at ? [{ play, playedAt: play.polledEnd }] : [],
    )
    .sort((a, b) => b.playedAt - a.playedAt)
    .slice(0, LISTED)
    .map(({ play, playedAt }) => {
      const [usual] = play.recording.releases;
      const release = random.chance(0.95) && usual ? usual : random.pick(play.recording.releases);
      const context = { type: 'playlist', uri: `spotify:playlist:${play.start}` };
      return { play, playedAt, track: spotifyWord(play.recording, release, at), context };
    });
}

/** What Spotify says at a moment of all that it has of this music. */
export const wordsAt = (music: readonly Recording[], at: number): TrackFacts[] =>
  music.flatMap((recording) => recording.releases.map((release) => spotifyWord(recording, release, at)));

/** What Spotify says of a track at a moment. */
function spotifyWord(recording: Recording, release: Release, at: number): TrackFacts {
  const isLater = recording.renamed !== null && at >= recording.renamed.at;
  const said = isLater ? saidLater : saidFirst;
  const word = said.get(release) ?? inventWord(recording, release, at);
  said.set(release, word);
  return word;
}

// One object for one word: a page repeats most of the last one.
const saidFirst = new WeakMap<Release, TrackFacts>();
const saidLater = new WeakMap<Release, TrackFacts>();

function inventWord(recording: Recording, release: Release, at: number): TrackFacts {
  const { id, isrc, durationMs } = release;
  const { artists } = recording;
  return {
    spotifyId: id,
    title: titleAt(recording, release, at),
    artists,
    isrc,
    durationMs,
    describedBy: 'spotify',
  };
}

export const titleAt = ({ renamed }: Recording, { title }: Release, at: number): string =>
  renamed && at >= renamed.at ? renamed.title : title;
