import { describe, expect, it } from 'vitest';
import { repetitions } from '../../support/depth';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { DatabaseArchive } from '../../support/lives/database-archive';
import { expectToBeLife } from '../../support/lives/expect-life';
import { inventWhims } from '../../support/lives/whims';
import { type Event, inventWorld, type Listener, type World } from '../../support/lives/world';
import { useStageDatabase } from '../../support/stage-database';

const LIVES = repetitions(10, 200);
/** Short lives and few of them for each run: the rules alone are tried with long ones in tests/unit/history/lives.test.ts. */
const PLAYS = { least: repetitions(10, 60), most: repetitions(25, 200) };

/** Without most of the polls that list what the one before listed: other tests see that nothing is written then. */
function withNews(world: World): World {
  const listed = new Map<Listener, string>();
  const events = world.events.filter((event, index) => {
    if (event.kind !== 'poll') return true;
    const page = String(event.page[0]?.playedAt);
    const isNews = listed.get(event.listener) !== page;
    listed.set(event.listener, page);
    return isNews || index % 20 === 0;
  });
  return { ...world, events };
}

const database = useStageDatabase();

describe.each(Array.from({ length: LIVES }, (_, seed) => seed))('life %i', (seed) => {
  it('is its listener’s archive, nobody’s files but their own are seen in it, what they left out or removed for a while leaves no trace, and their export has all of it, which nothing adds to when it is told again', async () => {
    const world = withNews(inventWorld(seed, PLAYS));
    const archive = await DatabaseArchive.create(database.db());
    const whims = inventWhims(seed, world.events.length);
    const lookedUp = new Map<Event, string[]>();
    for (const [index, event] of world.events.entries()) {
      if (event.kind === 'lookUp') lookedUp.set(event, await archive.claimedIds());
      await archive.take(event);
      if (event.kind === 'lookUp') {
        expect(await archive.claimedIds()).toEqual([]);
        await expectRollupsEqualRecount(database.db(), `life ${seed}, tracks looked up`);
      }
      for (const whim of whims.filter(({ after }) => after === index)) {
        await archive.act(whim);
        await expectRollupsEqualRecount(database.db(), `life ${seed}, something left out, removed or undone`);
      }
    }
    await archive.settle();
    await archive.followExclusions();
    await expectRollupsEqualRecount(database.db(), `life ${seed}, with what is left out`);
    await archive.undoWhims();
    expect(await archive.countLeftOut()).toBe(0);
    for (const listener of ['a', 'b'] as const)
      expectToBeLife(world, listener, await archive.playsOf(listener));
    await expectRollupsEqualRecount(database.db(), `life ${seed}`);

    const seen = await archive.seenBy('a');
    expect(seen).not.toContain('LIE');
    await database.reset();
    const alone = await DatabaseArchive.create(database.db());
    for (const event of world.events) {
      // Spotify speaks of the same ids as before, and nobody else says anything of them.
      if (event.kind === 'lookUp') await alone.nameIds(lookedUp.get(event) ?? []);
      if (event.kind === 'poll' || event.kind === 'lookUp' || event.listener === 'a') await alone.take(event);
    }
    await alone.settle();
    expect(await alone.seenBy('a')).toBe(seen);

    await alone.startOver('a');
    await alone.settle();
    expect(await alone.seenBy('a'), 'brought from the export into a new account').toBe(seen);

    for (const event of world.events) if (event.listener === 'a') await alone.take(event);
    await alone.settle();
    expectToBeLife(world, 'a', await alone.playsOf('a'));
    await expectRollupsEqualRecount(database.db(), `life ${seed}, all of it reported again`);
  });
});
