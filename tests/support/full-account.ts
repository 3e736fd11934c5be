import type { RootDatabase } from '@/lib/db/client';
import { keepPlays } from './keep-plays';

/** Words that occur nowhere but in one listener's data. */
export const canaryOf = (listener: string): string => `canary-${listener}`;

/** Fills every relation in which something of a listener can stand, straight into the tables. Plays are 2 minutes apart. */
export async function fillAccount(
  db: RootDatabase,
  userId: number,
  spotifyId: string,
  { now, plays = 5 }: { now: Date; plays?: number },
): Promise<void> {
  const canary = canaryOf(spotifyId);
  const at = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  await keepPlays(
    db,
    userId,
    now,
    Array.from({ length: plays }, (_, n) => ({
      endedAt: at(2 * n),
      track: `track-${n % 50}`,
      artists: [`artist-${n % 20}`],
      album: 'an album',
      durationMs: 100_000,
    })),
  );
  const context = { type: 'collection', uri: `spotify:user:${spotifyId}:collection` };
  const { id: contextId } = await db.playContext.create({ data: context });
  await db.playEvent.updateMany({ where: { userId }, data: { contextId } });
  await db.user.update({ where: { id: userId }, data: { email: `${canary}@example.org`, name: canary } });
  await db.session.create({ data: { userId, tokenHash: canary, createdAt: now, expiresAt: at(-60) } });
  const token = { userId, tokenHash: canary, name: canary, scopes: ['read' as const] };
  await db.accessToken.create({ data: { ...token, createdAt: now, expiresAt: at(-60) } });
  await db.lastPoll.create({ data: { userId, polledAt: now } });
  await db.archiveGap.create({ data: { userId, from: at(90), to: at(60), missedAtMost: 3, openedAt: now } });
  const rejected = { userId, reason: 'unreadable', payload: JSON.stringify({ canary }), payloadBytes: 40 };
  await db.rejectedItem.create({ data: { ...rejected, payloadHash: canary, seenAt: now } });
  const event = { userId, at: now, fromState: 'healthy', toState: 'degraded', reason: canary } as const;
  await db.breakerEvent.create({ data: event });
  const request = { userId, trigger: 'manual', requestedAt: now, deadlineAt: at(-3) } as const;
  await db.archiveRequest.create({ data: request });
  await fillMusic(db, userId, now, canary);
  await fillNewerRelations(db, userId, now, canary);
}

/** What a file brought, what the listener removed and chose, and work that waits. */
async function fillMusic(db: RootDatabase, userId: number, now: Date, canary: string): Promise<void> {
  const named = { name: canary, searchName: canary, nameKey: canary, claimedBy: userId };
  const album = await db.album.create({ data: named });
  const artist = await db.artist.create({ data: named });
  const keys = { titleKey: canary, artistsKey: canary, recordingId: 0 };
  const track = await db.track.create({ data: { ...named, ...keys, albumId: album.id } });
  await db.trackArtist.create({ data: { trackId: track.id, artistId: artist.id, position: 0 } });
  await db.exclusion.create({ data: { userId, kind: 'artist', artistId: artist.id, createdAt: now } });
  await db.exclusionCheck.create({ data: { userId, requestedAt: now, workedAt: now, plays: 1 } });
  await db.separateTrack.create({ data: { userId, trackId: track.id, recordingId: 0 } });
  const play = await db.playEvent.findFirstOrThrow({ where: { userId } });
  const { playedAt, trackId, originId } = play;
  await db.playReport.create({
    data: { userId, playedAt, trackId, source: 'extended_history', endedAt: now },
  });
  const removal = await db.playRemoval.create({ data: { userId, removedAt: now, label: canary } });
  await db.removedPlay.create({
    data: { userId, playedAt: now, trackId: track.id, removalId: removal.id, originId },
  });
}

async function fillNewerRelations(
  db: RootDatabase,
  userId: number,
  now: Date,
  canary: string,
): Promise<void> {
  await db.shareableReport.create({
    data: {
      userId,
      shareId: `share${String(userId).padStart(7, '0')}`,
      title: canary,
      reportData: { canary },
      dateRange: 'all',
      createdAt: now,
    },
  });
  const file = { userId, fileName: `${canary}.zip`, fileBytes: 7n, rowsTotal: 1, rowsDone: 0, covers: [] };
  const job = await db.importJob.create({
    data: { ...file, format: 'extended_history', createdAt: now, deadlineAt: now },
  });
  await db.importChunk.create({ data: { jobId: job.id, position: 0, payload: Buffer.from(canary) } });
  await db.zoneRebuild.create({
    data: { userId, timeZone: 'Asia/Tokyo', requestedAt: now, workedAt: now, plays: 1 },
  });
  const play = await db.playEvent.findFirstOrThrow({ where: { userId } });
  const removal = await db.playRemoval.create({ data: { userId, removedAt: now, label: canary } });
  const { trackId, originId } = play;
  const removed = { userId, trackId, originId, playedAt: new Date(play.playedAt.getTime() + 1) };
  await db.removedPlay.create({ data: { ...removed, removalId: removal.id } });
  await db.rebuiltDayStats.create({
    data: { userId, day: now, plays: 1, listenedMs: 1n, hourPlays: Array(24).fill(0) },
  });
}
