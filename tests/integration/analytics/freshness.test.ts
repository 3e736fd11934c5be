import { describe, expect, it } from 'vitest';
import type { RootDatabase } from '@/lib/db/client';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { saveArtistDetails } from '@/repositories/catalogue/artist-repository';
import { getActivity } from '@/services/analytics/activity';
import { getGenres } from '@/services/analytics/genres';
import type { ReadDeps } from '@/services/analytics/read-deps';
import { getStreaks } from '@/services/analytics/streaks';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { createMovableClock } from '../../support/movable-clock';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');
const WEEK: Range = { preset: '7d', from: null, to: null };

const played = (endedAgo: number, track: string, extra: Partial<PlayedTrack> = {}): PlayedTrack => ({
  endedAt: new Date(NOW.getTime() - endedAgo),
  track,
  artists: ['Nala Sinephro'],
  album: 'Space 1.8',
  durationMs: 3 * MINUTE,
  ...extra,
});
const some = Array.from({ length: 30 }, (_, index) => played(index * 5 * HOUR, `Space ${index % 7}`));

const ada = (plays = some, timeZone = 'Europe/Berlin') =>
  listenerWho(stage.db(), 'ada', { timeZone, now: NOW, played: plays });

/** Counts the statements that hold a word, in a part that is put in too. */
function counting(db: RootDatabase, word: string): { db: RootDatabase; count: () => number } {
  let statements = 0;
  const watched = new Proxy(db, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (property !== '$queryRaw' || typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (JSON.stringify(args).includes(word)) statements += 1;
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { db: watched, count: () => statements };
}

describe('a statistic after an archive', () => {
  it('is never the one from before', async () => {
    const user = await ada();
    const deps = readDeps(stage.db(), NOW);
    const read = async () => [
      (await getTotals(deps, user, ALL_TIME)).plays,
      (await getTotals(deps, user, WEEK)).plays,
      (await getTop(deps, user, 'track', ALL_TIME, { by: 'plays', limit: 1 })).entries[0]?.plays,
      (await getTrends(deps, user, WEEK)).points.at(-1)?.plays,
      (await getGenres(deps, user, ALL_TIME)).plays,
      (await getActivity(deps, user, ALL_TIME)).plays.flat().reduce((a, b) => a + b),
    ];
    expect(await read()).toEqual([30, 30, 5, 3, 30, 30]);
    for (let more = 1; more <= 3; more += 1) {
      await keepPlays(stage.db(), user.id, NOW, [played(more * 7 * MINUTE, 'Space 0')]);
      expect(await read()).toEqual([30, 30, 5, 3, 30, 30].map((plays) => plays + more));
    }
  });

  it('is cached until new plays are archived, also after another listener’s archive', async () => {
    const user = await ada();
    const bob = await listenerWho(stage.db(), 'bob', { timeZone: 'UTC', now: NOW, played: [] });
    const deps = { ...readDeps(stage.db(), NOW), timing: { dbMs: 0, cache: null } } satisfies ReadDeps;
    const outcomes: unknown[] = [];
    for (const step of ['first', 'again', 'polled', 'bob played']) {
      if (step === 'polled') await keepPlays(stage.db(), user.id, NOW, some.slice(0, 5));
      if (step === 'bob played') await keepPlays(stage.db(), bob.id, NOW, some.slice(0, 5));
      await getTotals(deps, user, ALL_TIME);
      outcomes.push(deps.timing.cache);
    }
    expect(outcomes).toEqual(['miss', 'hit', 'hit', 'hit']);
  });

  it('follows the calendar over midnight', async () => {
    const user = await ada();
    const clock = createMovableClock(NOW);
    const deps = { ...readDeps(stage.db(), NOW), clock };
    const yesterday = (await getCalendar(deps, user, WEEK)).days;
    clock.advance(DAY);
    const today = (await getCalendar(deps, user, WEEK)).days;
    expect([yesterday.at(-1)?.day, today.at(-1)?.day]).toEqual(['2026-11-22', '2026-11-23']);
    expect((await getStreaks(deps, user)).current.days).toBe(7);
    clock.advance(DAY);
    expect((await getStreaks(deps, user)).current.days).toBe(0);
  });
});

describe('genres', () => {
  it('are those of the artists’ details as soon as these came', async () => {
    const user = await ada();
    const clock = createMovableClock(NOW);
    const deps = { ...readDeps(stage.db(), NOW), clock, kv: createMemoryKeyValue(clock) };
    const names = async () => (await getGenres(deps, user, ALL_TIME)).genres.map(({ name }) => name);
    const details = async (genres: string[]) => {
      await stage.db().artist.updateMany({ data: { genres, detailsFetchedAt: NOW } });
      await settleRollups({ ...deps, db: stage.db() });
    };
    expect(await names()).toEqual([]);
    await details(['jazz']);
    expect(await names()).toEqual(['jazz']);
    await details(['folk']);
    expect(await names()).toEqual(['folk']);
  });
});

describe('the name and the picture of an artist', () => {
  it('are those of the newest details in all that was cached', async () => {
    const user = await ada();
    const deps = readDeps(stage.db(), NOW);
    const shown = async () => {
      const { entries } = await getTop(deps, user, 'artist', ALL_TIME, { by: 'plays', limit: 1 });
      const page = await getEntityPage(deps, user, 'artist', entries[0]?.id ?? 0, ALL_TIME);
      return [entries[0], page].map((one) => [one?.name, one?.imageUrl]);
    };
    const spotifyId = 'Nala Sinephro';
    for (const details of [
      { name: 'Nala Sinephro', imageUrl: 'https://i.scdn.co/image/first' },
      { name: 'Nala Sinephro', imageUrl: 'https://i.scdn.co/image/second' },
      { name: 'NALA SINEPHRO', imageUrl: 'https://i.scdn.co/image/second' },
    ]) {
      await saveArtistDetails(stage.db(), [{ spotifyId, ...details }], NOW);
      await settleRollups({ ...deps, db: stage.db() });
      expect(await shown()).toEqual(Array(2).fill([details.name, details.imageUrl]));
    }
  });
});

describe('200 who ask at the same time', () => {
  it('cost one computation', async () => {
    const user = await ada();
    const watched = counting(stage.db(), 'WITH played');
    const deps = { ...readDeps(stage.db(), NOW), db: watched.db };
    const answers = await Promise.all(Array.from({ length: 200 }, () => getTotals(deps, user, WEEK)));
    expect(watched.count()).toBe(1);
    expect(new Set(answers.map(({ plays }) => plays))).toEqual(new Set([30]));
  });
});

describe('a page of many statistics', () => {
  it('looks the version up once', async () => {
    const user = await ada();
    const watched = counting(stage.db(), 'xmin');
    const deps = { ...readDeps(stage.db(), NOW), db: watched.db, versions: new Map() };
    await Promise.all([
      getTotals(deps, user, ALL_TIME),
      getTrends(deps, user, WEEK),
      getTop(deps, user, 'track', ALL_TIME, { by: 'plays', limit: 5 }),
      getActivity(deps, user, ALL_TIME),
      getCalendar(deps, user, WEEK),
      getStreaks(deps, user),
      getGenres(deps, user, ALL_TIME),
    ]);
    expect(watched.count()).toBe(1);
  });
});

describe('what the archive lacks', () => {
  it('begins with nothing, and has all from the first play that a poll brought', async () => {
    const user = await ada();
    const deps = readDeps(stage.db(), NOW);
    const archived = async (range: Range) =>
      (await getTrends(deps, user, range, 'day')).points.map((p) => p.archived);
    expect((await archived(WEEK)).join(' ')).toBe('part all all all all all all');
    expect((await archived({ preset: '30d', from: null, to: null })).slice(0, 24)).toContain('none');
    expect(new Set((await archived({ preset: '30d', from: null, to: null })).slice(0, 23))).toEqual(
      new Set(['none']),
    );
  });

  it('is less by what an imported file covers', async () => {
    const user = await ada();
    await stage.db().importJob.create({
      data: {
        userId: user.id,
        fileName: 'history.zip',
        format: 'extended_history',
        status: 'succeeded',
        createdAt: NOW,
        finishedAt: NOW,
        deadlineAt: NOW,
        rowsTotal: 2,
        rowsDone: 2,
        fileBytes: 9,
        covers: { spans: [{ from: '2021-05-02T08:00:00Z', to: '2021-05-03T09:00:00Z' }], gaps: [] },
      },
    });
    const may: Range = { preset: null, from: '2021-05-01', to: '2021-05-04' };
    const { points } = await getTrends(readDeps(stage.db(), NOW), user, may, 'day');
    expect(points.map((p) => p.archived)).toEqual(['none', 'part', 'part', 'none']);
  });
});

describe('open gaps', () => {
  it('mark the hours, days and weeks they touch, and no others', async () => {
    const user = await ada([...some, played(30 * DAY, 'Space 0')]);
    const deps = readDeps(stage.db(), NOW);
    const gap = { userId: user.id, missedAtMost: 14, openedAt: NOW };
    await stage.db().archiveGap.createMany({
      data: [
        { ...gap, from: new Date('2026-11-19T22:30:00Z'), to: new Date('2026-11-19T23:10:00Z') },
        {
          ...gap,
          from: new Date('2026-11-16T08:00:00Z'),
          to: new Date('2026-11-16T09:00:00Z'),
          closedAt: NOW,
        },
      ],
    });
    const marked = async (unit: 'hour' | 'day' | 'week') =>
      (await getTrends(deps, user, WEEK, unit)).points
        .filter((p) => p.archived !== 'all')
        .map((p) => p.start);
    expect(await marked('hour')).toEqual(['2026-11-19T23', '2026-11-20T00']);
    expect(await marked('day')).toEqual(['2026-11-19', '2026-11-20']);
    expect(await marked('week')).toEqual(['2026-11-16']);
    const { days } = await getCalendar(deps, user, WEEK);
    expect(days.filter((d) => d.archived !== 'all').map((d) => d.day)).toEqual(['2026-11-19', '2026-11-20']);
  });
});
