import { describe, expect, it } from 'vitest';
import type { Prisma } from '@/generated/prisma/client';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { findExclusionsOfPlay } from '@/repositories/history/exclusions-of';
import { listenerWho } from '../../statistics/listener-stage';
import type { PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-03-02T10:00:00Z');

/** 40 plays by day and by night; the first two tracks are releases of one recording. */
const played: PlayedTrack[] = Array.from({ length: 40 }, (_, i) => ({
  endedAt: new Date(NOW.getTime() - i * 5 * HOUR),
  track: `track ${i % 10}`,
  artists: [`artist ${(i % 10) % 4}`, 'guest'].slice(0, 1 + (i % 2)),
  album: i % 10 === 9 ? null : `album ${i % 3 === 0 ? 1 : 2}`,
  durationMs: 4 * MINUTE,
  ...(i % 10 < 2 ? { isrc: 'JPB600000001', track: ['Blink', 'Blink - Remastered'][i % 10] ?? '' } : {}),
}));

/** Of each kind some, for what was played. */
async function exclusionsOf(userId: number): Promise<Prisma.ExclusionCreateManyInput[]> {
  const db = stage.db();
  const of = { userId, createdAt: NOW };
  const [artists, albums, tracks] = await Promise.all([
    db.artist.findMany(),
    db.album.findMany(),
    db.track.findMany(),
  ]);
  const { id: contextId } = await db.playContext.findFirstOrThrow();
  const hours = { kind: 'hours', timeZone: 'Asia/Kathmandu' } as const;
  return [
    ...artists.map(({ id }) => ({ ...of, kind: 'artist' as const, artistId: id })),
    ...albums.map(({ id }) => ({ ...of, kind: 'album' as const, albumId: id })),
    ...tracks.map(({ id }) => ({ ...of, kind: 'track' as const, trackId: id })),
    { ...of, kind: 'playlist', contextId },
    // Half open: it begins with one play, and ends with another that is not meant.
    { ...of, kind: 'span', from: played[20]?.endedAt ?? NOW, to: played[10]?.endedAt ?? NOW },
    { ...of, ...hours, fromMinute: 22 * 60, toMinute: 7 * 60 },
    { ...of, ...hours, fromMinute: 12 * 60, toMinute: 15 * 60 + 45 },
  ];
}

/** The plays that an exclusion alone leaves out, by the rule that statistics follow. */
async function leftOutBy(exclusion: Prisma.ExclusionCreateManyInput): Promise<string[]> {
  await stage.db().exclusion.deleteMany();
  await stage.db().exclusion.create({ data: exclusion as Prisma.ExclusionUncheckedCreateInput });
  const rows = await stage.db().$queryRaw<{ at: Date; track: number }[]>`
    SELECT l.played_at AS at, l.track_id AS track FROM (
      SELECT array_agg(user_id) AS u, array_agg(track_id) AS t, array_agg(context_id) AS c, array_agg(played_at) AS p
      FROM play_events) e, left_out_plays(e.u, e.t, e.c, e.p) l`;
  return rows.map(({ at, track }) => `${at.toISOString()} ${track}`).sort();
}

/** The same, by the exclusions that are named beside a play. */
async function namedBeside(userId: number): Promise<Map<number, string[]>> {
  const plays = await stage.db().playEvent.findMany({ select: { playedAt: true, trackId: true } });
  const named = new Map<number, string[]>();
  for (const play of plays)
    for (const id of await findExclusionsOfPlay(stage.db(), userId, play))
      named.set(id, [...(named.get(id) ?? []), `${play.playedAt.toISOString()} ${play.trackId}`].sort());
  return named;
}

describe('the exclusions that mean a play', () => {
  it.each([
    ['together', false],
    ['apart', true],
  ])('are those that leave it out of statistics, with releases counted %s', async (_, isApart) => {
    const db = stage.db();
    const { id: userId } = await listenerWho(db, 'ada', { timeZone: 'UTC', now: NOW, played });
    const { id: contextId } = await db.playContext.create({
      data: { type: 'playlist', uri: 'spotify:playlist:sleep' },
    });
    const evening = { playedAt: { gte: new Date(NOW.getTime() - 60 * HOUR) } };
    await db.playEvent.updateMany({ where: evening, data: { contextId } });
    const [one, other] = await db.track.findMany({ where: { name: { startsWith: 'Blink' } } });
    expect(one?.recordingId).toBe(other?.recordingId);
    if (isApart && one)
      await db.separateTrack.create({ data: { userId, trackId: one.id, recordingId: 1_000_000 } });
    const exclusions = await exclusionsOf(userId);
    await db.exclusion.createMany({ data: exclusions });
    const stored = await db.exclusion.findMany({ orderBy: { id: 'asc' } });
    const named = await namedBeside(userId);
    for (const exclusion of stored) {
      const leftOut = await leftOutBy(exclusion);
      expect(leftOut.length, exclusion.kind).toBeGreaterThan(0);
      expect(named.get(exclusion.id), exclusion.kind).toEqual(leftOut);
    }
  });
});
