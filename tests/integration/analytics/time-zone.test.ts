import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { verifyArchive } from '@/services/analytics/archive-verification';
import { changeTimeZone, getTimeZone } from '@/services/analytics/change-time-zone';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { rebuildDays } from '@/services/analytics/rebuild-days';
import { getTotals } from '@/services/analytics/totals';
import { getCalendar } from '@/services/analytics/trends';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { repetitions } from '../../support/depth';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { createMovableClock } from '../../support/movable-clock';
import { useStageDatabase } from '../../support/stage-database';
import { VirtualQueue } from '../../support/virtual-queue';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');
const SMALL = { playsPerChunk: 5, daysPerChunk: 2, chunksPerMessage: 3 };

const played = (endedAgo: number, track: string): PlayedTrack => ({
  endedAt: new Date(NOW.getTime() - endedAgo),
  track,
  artists: ['Nala Sinephro'],
  album: 'Space 1.8',
  durationMs: 3 * MINUTE,
});
const some = Array.from({ length: 30 }, (_, index) => played(index * 5 * HOUR, `Space ${index % 7}`));

const ada = (plays = some, timeZone = 'Europe/Berlin') =>
  listenerWho(stage.db(), 'ada', { timeZone, now: NOW, played: plays });

/** A queue in hand: `deliver` gives the next message to the worker, at a pace where a message is three chunks. */
function worker() {
  const clock = createMovableClock(NOW);
  const queue = new VirtualQueue(() => clock.now().getTime());
  const deps = { db: stage.db(), clock, queue, logger: createLogger('silent') };
  const deliver = async (limits = SMALL) => {
    const next = queue.take();
    return next ? rebuildDays(deps, chunkedWorkSchema.parse(next.message.body), limits) : null;
  };
  const deliverAll = async () => {
    while (await deliver());
  };
  return { deps, clock, queue, deliver, deliverAll };
}

const differences = async () => (await verifyArchive({ db: stage.db() })).differences;

const dayOf = async (user: StatisticsUser, timeZone: string) =>
  getCalendar(readDeps(stage.db(), NOW), { ...user, timeZone }, ALL_TIME);

describe('another time zone', () => {
  it('recounts all days, so that a verification finds nothing wrong', async () => {
    const user = await ada();
    const { deps, deliverAll } = worker();
    const before = await dayOf(user, user.timeZone);
    for (const timeZone of ['Pacific/Apia', 'America/St_Johns', 'Asia/Kathmandu']) {
      expect((await changeTimeZone(deps, user.id, timeZone)).change).toMatchObject({
        to: timeZone,
        plays: 30,
      });
      await deliverAll();
      expect(await getTimeZone(deps, user.id)).toEqual({ timeZone, change: null });
      expect(await differences()).toEqual([]);
      const moved = await dayOf(user, timeZone);
      expect(moved.days).not.toEqual(before.days);
      expect(moved.days.reduce((sum, { plays }) => sum + plays, 0)).toBe(30);
    }
    await changeTimeZone(deps, user.id, 'Europe/Berlin');
    await deliverAll();
    expect(await dayOf(user, user.timeZone)).toEqual(before);
  });

  it('comes at once, after the last chunk; until then nothing has changed and the progress grows', async () => {
    const user = await ada();
    const { deps, deliver } = worker();
    const before = await dayOf(user, user.timeZone);
    await changeTimeZone(deps, user.id, 'Pacific/Apia');
    const counted: number[] = [];
    while ((await deliver({ ...SMALL, chunksPerMessage: 1 }))?.isOver === false) {
      const { timeZone, change } = await getTimeZone(deps, user.id);
      expect(timeZone).toBe('Europe/Berlin');
      expect(await dayOf(user, user.timeZone)).toEqual(before);
      expect(await differences()).toEqual([]);
      counted.push(change?.countedPlays ?? -1);
    }
    expect(counted.length).toBeGreaterThan(3);
    expect(counted).toEqual(counted.toSorted((a, b) => a - b));
    expect(counted.at(-1)).toBe(30);
  });

  it('is reached also when messages come twice, at once, late or not at all', async () => {
    const user = await ada();
    const { deps, queue, clock, deliver } = worker();
    await changeTimeZone(deps, user.id, 'Asia/Kathmandu');
    const first = chunkedWorkSchema.parse(queue.pending()[0]?.message.body);
    const slow = { ...SMALL, chunksPerMessage: 1 };
    await deliver(slow);
    // The next message is lost, the first one comes again, twice at the same time.
    queue.take();
    await Promise.all([rebuildDays(deps, first, slow), rebuildDays(deps, first, slow)]);
    while (queue.take());
    clock.advance(11 * MINUTE);
    expect((await getTimeZone(deps, user.id)).change).toMatchObject({ isStalled: true });
    await changeTimeZone(deps, user.id, 'Asia/Kathmandu');
    while (await deliver());
    expect(await getTimeZone(deps, user.id)).toEqual({ timeZone: 'Asia/Kathmandu', change: null });
    expect(await rebuildDays(deps, first, SMALL)).toEqual({ chunks: 1, isOver: true });
    expect(await differences()).toEqual([]);
  });

  it('is the last one requested; requesting the present one cancels the move', async () => {
    const user = await ada();
    const { deps, queue, deliver, deliverAll } = worker();
    await changeTimeZone(deps, user.id, 'Pacific/Apia');
    const abandoned = chunkedWorkSchema.parse(queue.pending()[0]?.message.body);
    await deliver();
    await changeTimeZone(deps, user.id, 'America/Lima');
    await rebuildDays(deps, abandoned, SMALL);
    expect((await getTimeZone(deps, user.id)).change).toMatchObject({ to: 'America/Lima', countedPlays: 0 });
    await deliver();
    expect(await changeTimeZone(deps, user.id, 'Europe/Berlin')).toEqual({
      timeZone: 'Europe/Berlin',
      change: null,
    });
    await deliverAll();
    expect(await getTimeZone(deps, user.id)).toEqual({ timeZone: 'Europe/Berlin', change: null });
    expect(await stage.db().rebuiltDayStats.count()).toBe(0);
    await changeTimeZone(deps, user.id, 'America/Lima');
    await deliverAll();
    expect((await getTimeZone(deps, user.id)).timeZone).toBe('America/Lima');
    expect(await differences()).toEqual([]);
  });

  it('needs no plays', async () => {
    const user = await ada([]);
    const { deps, deliverAll } = worker();
    await changeTimeZone(deps, user.id, 'Asia/Kathmandu');
    await deliverAll();
    expect(await getTimeZone(deps, user.id)).toEqual({ timeZone: 'Asia/Kathmandu', change: null });
  });

  it('is refused where there is no such zone, and nothing changes', async () => {
    const user = await ada();
    const { deps, queue } = worker();
    for (const timeZone of ['Mars/Olympus', '+05:45', '', "UTC'; DROP TABLE users"])
      await expect(changeTimeZone(deps, user.id, timeZone)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: { field: 'body.timeZone' },
      });
    expect(queue.published).toEqual([]);
    expect(await getTimeZone(deps, user.id)).toEqual({ timeZone: 'Europe/Berlin', change: null });
  });
});

describe('plays that are archived during a move', () => {
  it('are neither lost nor counted twice, when they come at the same time', async () => {
    const user = await ada();
    const { deps, deliverAll } = worker();
    await changeTimeZone(deps, user.id, 'Asia/Kathmandu');
    const late = Array.from({ length: 8 }, (_, index) =>
      played(index * 13 * HOUR + 11 * MINUTE, `Late ${index}`),
    );
    const keepLate = async () => {
      for (const play of late) await keepPlays(stage.db(), user.id, NOW, [play]);
    };
    await Promise.all([deliverAll(), keepLate()]);
    expect(await differences()).toEqual([]);
    expect((await getTotals(readDeps(stage.db(), NOW), user, ALL_TIME)).plays).toBe(38);
  });

  it('are neither lost nor counted twice, wherever they belong and whenever they come', async () => {
    const zones = [
      'Pacific/Kiritimati',
      'Pacific/Niue',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Europe/London',
    ];
    const instant = fc.integer({ min: -40 * DAY, max: 0 }).map((ago) => -Math.round(ago / SECOND) * SECOND);
    const history = fc.uniqueArray(instant, { maxLength: 30 });
    const life = fc.record({
      from: fc.constantFrom(...zones),
      to: fc.constantFrom(...zones),
      known: history,
      arrivals: fc.array(fc.array(instant, { maxLength: 3 }), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(life, async ({ from, to, known, arrivals }) => {
        await stage.reset();
        const user = await ada(
          known.map((ago) => played(ago, 'known')),
          from,
        );
        const { deps, deliver, deliverAll } = worker();
        await changeTimeZone(deps, user.id, to);
        for (const [index, arrival] of arrivals.entries()) {
          if (arrival.length > 0)
            await keepPlays(
              stage.db(),
              user.id,
              NOW,
              arrival.map((ago) => played(ago, `late ${index}`)),
            );
          await deliver({ ...SMALL, chunksPerMessage: 1 });
          expect(await differences()).toEqual([]);
        }
        await deliverAll();
        expect(await getTimeZone(deps, user.id)).toEqual({ timeZone: to, change: null });
        expect(await differences()).toEqual([]);
      }),
      { numRuns: repetitions(3, 25), seed: 20261122 },
    );
  });
});
