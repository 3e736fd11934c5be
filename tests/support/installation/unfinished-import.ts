import type { RootDatabase } from '@/lib/db/client';
import { gzipChunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import { HOUR } from '@/lib/shared/time';

/**
 * What a server that was killed leaves of an import whose message it had taken: rows that wait, here of plays that a listener's
 * polls have brought. Returns the key of the import, and how many rows it has.
 */
export async function leaveUnfinishedImport(
  db: RootDatabase,
  userId: number,
  now: Date,
): Promise<{ id: number; rows: number }> {
  const plays = await db.playEvent.findMany({
    where: { userId },
    orderBy: [{ playedAt: 'asc' }, { trackId: 'asc' }],
    include: { track: { include: { artists: { include: { artist: true }, orderBy: { position: 'asc' } } } } },
  });
  const rows = plays.map(({ playedAt, track }, index): ImportedRow => {
    const at = Math.floor(playedAt.getTime() / 1_000) * 1_000;
    return {
      at,
      reports: [{ source: 'extended_history', at }],
      track: track.spotifyId,
      name: track.name,
      artist: track.artists[0]?.artist.name ?? '',
      album: null,
      msPlayed: 60_000,
      skipped: null,
      context: null,
      offline: null,
      offlineTimestamp: null,
      reasonStart: null,
      reasonEnd: null,
      place: { file: 0, row: index + 1 },
    };
  });
  const payload = new Uint8Array(
    await gzipChunk({ rows, tracks: [], albums: [], artists: [], files: ['x.json'] }),
  );
  const times = { createdAt: now, startedAt: now, deadlineAt: new Date(now.getTime() + HOUR) };
  const { id } = await db.importJob.create({
    data: {
      userId,
      fileName: 'x.json',
      fileBytes: 1n,
      format: 'extended_history',
      status: 'running',
      rowsTotal: rows.length,
      rowsDone: 0,
      covers: {},
      ...times,
      chunks: { create: [{ position: 0, payload }] },
    },
  });
  return { id, rows: rows.length };
}
