import { expect } from 'vitest';
import { expectedPlays } from './expected-plays';
import type { Listener, World } from './world';

/** A play as some archive has it. */
export interface ArchivedPlay {
  /** Spotify's id of its track; null where only its name is known. */
  spotifyId: string | null;
  title: string;
  artist: string | undefined;
  msPlayed: number | null;
  sources: ('poll' | 'import')[];
  counts: boolean;
  /** ms UTC. */
  end: number;
}

/** Whether an archive has each play that was reported to it, once, as it was. */
export function expectToBeLife(world: World, listener: Listener, archived: readonly ArchivedPlay[]): void {
  const recordingOf = recordingsOf(world);
  const expected = inOrder(
    expectedPlays(world.lives[listener], world.events, listener).map((play) => ({
      text: textOf(play.recording, play),
      end: play.end.from,
      latest: play.end.to,
    })),
  );
  const plays = inOrder(archived.map((play) => ({ text: textOf(recordingOf(play), play), end: play.end })));
  expect(
    plays.map(({ text }) => text),
    listener,
  ).toEqual(expected.map(({ text }) => text));
  for (const [index, { end, latest }] of expected.entries()) {
    expect(plays[index]?.end).toBeGreaterThanOrEqual(end);
    expect(plays[index]?.end).toBeLessThanOrEqual(latest);
  }
}

/** Which recording an id or, in account data, a title and artist mean. */
function recordingsOf(world: World): (play: ArchivedPlay) => string {
  const names = new Map<string, string>();
  for (const { recording } of Object.values(world.lives).flat()) {
    const name = recording.name + recording.artists[0];
    for (const { id, title } of recording.releases)
      names.set(id, name).set(title + recording.artists[0], name);
    for (const { title, albumArtist } of recording.releases) names.set(title + albumArtist, name);
    if (recording.renamed) names.set(recording.renamed.title + recording.artists[0], name);
  }
  return ({ spotifyId, title, artist }) => names.get(spotifyId ?? title + artist) ?? 'unknown';
}

type Said = Pick<ArchivedPlay, 'msPlayed' | 'sources' | 'counts'>;

const textOf = (recording: string, { msPlayed, sources, counts }: Said) =>
  `${recording}, ${msPlayed ?? 'unknown'} ms, ${counts ? 'counts' : 'does not count'}, by ${sources.join(' and ')}`;

/** By what is reported, then by the end: a skip may end within the second by which a poll is late. */
const inOrder = <T extends { text: string; end: number }>(plays: T[]): T[] =>
  plays.toSorted((a, b) => a.text.localeCompare(b.text) || a.end - b.end);
