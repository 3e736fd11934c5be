import { describe, expect, it } from 'vitest';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { DAY, MINUTE } from '@/lib/shared/time';
import { getForgotten } from '@/services/analytics/look-back/forgotten';
import { getHistory } from '@/services/history/history';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import type { PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const now = new Date('2026-11-29T12:00:00Z');
/** 05:45 ahead of UTC: the listener's day begins at 18:15 of the day before. */
const timeZone = 'Asia/Kathmandu';
/** 183 days before 29 November 2026. */
const SINCE = '2026-05-30';
const BEFORE_SINCE = new Date('2026-05-29T18:14:59Z');

const plays = (track: string, count: number, last: Date, msPlayed?: number): PlayedTrack[] =>
  Array.from({ length: count }, (_, back) => ({
    track,
    artists: [`by ${track}`],
    album: `on ${track}`,
    durationMs: 3 * MINUTE,
    endedAt: new Date(last.getTime() - back * DAY),
    ...(msPlayed === undefined ? {} : { msPlayed }),
  }));

async function forgotten(played: PlayedTrack[], kind: 'track' | 'artist' | 'album' = 'track') {
  const user = await listenerWho(stage.db(), `ada ${kind} ${played.length}`, { timeZone, now, played });
  const deps = readDeps(stage.db(), now);
  return { user, deps, found: await getForgotten(deps, user, kind, 10) };
}

describe('forgotten favourites', () => {
  it('were played ten times or more, and not for half a year of the listener’s calendar', async () => {
    const played = [
      ...plays('once loved', 14, BEFORE_SINCE),
      ...plays('still loved', 20, new Date('2026-05-29T18:15:00Z')),
      ...plays('hardly known', 9, new Date('2024-01-01T12:01:00Z')),
      ...plays('long ago', 10, new Date('2023-01-01T12:02:00Z')),
    ];
    for (const kind of ['track', 'artist', 'album'] as const) {
      const prefix = { track: '', artist: 'by ', album: 'on ' }[kind];
      await stage.reset();
      const { found, user, deps } = await forgotten(played, kind);
      expect(found).toMatchObject({ since: SINCE, days: 184, archivedDays: 184 });
      expect(found.entries.map(({ name, plays: count, rank }) => [name, count, rank])).toEqual([
        [`${prefix}once loved`, 14, 1],
        [`${prefix}long ago`, 10, 2],
      ]);
      expect(found.entries[0]?.lastPlayedAt).toBe(BEFORE_SINCE.toISOString());
      for (const { id, plays: count } of found.entries) {
        const filter = { ...EVERY_PLAY, entity: { kind, id } };
        expect((await getHistory(deps, user, { filter, limit: 50 })).plays).toHaveLength(count);
      }
    }
  });

  it('take no play into account that does not count, neither for the number nor for the last one', async () => {
    await stage.reset();
    const played = [
      ...plays('skipped since', 10, new Date('2025-01-01T12:00:00Z')),
      ...plays('skipped since', 1, new Date('2026-11-01T12:00:00Z'), 5_000),
      ...plays('mostly skipped', 12, new Date('2024-01-01T12:01:00Z'), 5_000),
    ];
    const { found } = await forgotten(played);
    expect(found.entries.map(({ name, plays: count }) => [name, count])).toEqual([['skipped since', 10]]);
  });

  it('are none where all that was much played still is', async () => {
    await stage.reset();
    expect((await forgotten(plays('loved', 30, now))).found.entries).toEqual([]);
  });
});
