import { describe, expect, it } from 'vitest';
import { playOf, type Reported } from '@/lib/history/combine-plays';
import { countsAsPlay } from '@/lib/history/counts-as-play';
import { repetitions } from '../../support/depth';
import { type ArchivedPlay, expectToBeLife } from '../../support/lives/expect-life';
import { MemoryArchive } from '../../support/lives/memory-archive';
import { type Event, inventWorld } from '../../support/lives/world';

const LIVES = repetitions(10, 200);

function archiveOf(events: readonly Event[]): MemoryArchive {
  const archive = new MemoryArchive();
  for (const event of events) archive.take(event);
  return archive;
}

function toArchived(reported: Reported): ArchivedPlay {
  const { track, msPlayed, sources, end } = playOf(reported);
  const { spotifyId, title, artists } = track;
  return { spotifyId, title, artist: artists[0], msPlayed, sources, counts: countsAsPlay(msPlayed), end };
}

describe.each(Array.from({ length: LIVES }, (_, seed) => seed))('life %i', (seed) => {
  const world = inventWorld(seed);
  const archive = archiveOf(world.events);

  it('is its listener’s archive, whatever reported it and in which order', () => {
    for (const listener of ['a', 'b'] as const) {
      expectToBeLife(world, listener, archive.playsOf(listener).map(toArchived));
    }
  });

  it('does not depend on the files of anybody else', () => {
    const withoutOthers = world.events.filter(
      ({ kind, listener }) => kind === 'poll' || kind === 'lookUp' || listener === 'a',
    );
    expect(archiveOf(withoutOthers).playsOf('a')).toEqual(archive.playsOf('a'));
  });
});
