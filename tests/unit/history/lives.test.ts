import { describe, expect, it } from 'vitest';
import { playOf, type Told } from '@/lib/history/combine-plays';
import { countsAsPlay } from '@/lib/history/counts-as-play';
import { repetitions } from '../../support/depth';
import { expectedPlays } from '../../support/lives/expected-plays';
import { MemoryArchive } from '../../support/lives/memory-archive';
import { type Event, inventWorld, type Listener, type World } from '../../support/lives/world';

const LIVES = repetitions(10, 200);

function archiveOf(events: readonly Event[]): MemoryArchive {
  const archive = new MemoryArchive();
  for (const event of events) archive.take(event);
  return archive;
}

/** Which recording an id or, in account data, a title and artist mean. */
function recordingsOf(world: World): (told: Told) => string {
  const names = new Map<string, string>();
  for (const { recording } of Object.values(world.lives).flat()) {
    const name = recording.name + recording.artists[0];
    for (const { id, title } of recording.releases)
      names.set(id, name).set(title + recording.artists[0], name);
    for (const { title, albumArtist } of recording.releases) names.set(title + albumArtist, name);
    if (recording.renamed) names.set(recording.renamed.title + recording.artists[0], name);
  }
  return (told) => {
    const { spotifyId, title, artists } = playOf(told).track;
    return names.get(spotifyId ?? title + artists[0]) ?? 'unknown';
  };
}

interface Summary {
  /** All that must be equal. */
  text: string;
  end: number;
}

const textOf = (recording: string, msPlayed: number | null, sources: string[], counts: boolean) =>
  `${recording}, ${msPlayed ?? 'unknown'} ms, ${counts ? 'counts' : 'does not count'}, by ${sources.join(' and ')}`;

/** By what is told, then by the end: a skip may end within the second by which a poll is late. */
const inOrder = <T extends Summary>(plays: T[]): T[] =>
  plays.toSorted((a, b) => a.text.localeCompare(b.text) || a.end - b.end);

function archived(world: World, archive: MemoryArchive, listener: Listener): Summary[] {
  const recordingOf = recordingsOf(world);
  return archive.playsOf(listener).map((told) => {
    const { msPlayed, sources, end } = playOf(told);
    return { text: textOf(recordingOf(told), msPlayed, sources, countsAsPlay(msPlayed)), end };
  });
}

const lived = (world: World, listener: Listener) =>
  expectedPlays(world.lives[listener], world.events, listener).map((play) => ({
    text: textOf(play.recording, play.msPlayed, play.sources, play.counts),
    end: play.end.from,
    latest: play.end.to,
  }));

describe.each(Array.from({ length: LIVES }, (_, seed) => seed))('life %i', (seed) => {
  const world = inventWorld(seed);
  const archive = archiveOf(world.events);

  it('is its listener’s archive, whatever told of it and in which order', () => {
    for (const listener of ['a', 'b'] as const) {
      const expected = inOrder(lived(world, listener));
      const plays = inOrder(archived(world, archive, listener));
      expect(plays.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
      for (const [index, { end, latest }] of expected.entries()) {
        expect(plays[index]?.end).toBeGreaterThanOrEqual(end);
        expect(plays[index]?.end).toBeLessThanOrEqual(latest);
      }
    }
  });

  it('does not depend on the files of anybody else', () => {
    const withoutOthers = world.events.filter(({ kind, listener }) => kind === 'poll' || listener === 'a');
    expect(archiveOf(withoutOthers).playsOf('a')).toEqual(archive.playsOf('a'));
  });
});
