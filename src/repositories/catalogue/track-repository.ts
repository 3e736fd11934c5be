import { z } from 'zod';
import { withSearchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import type { PlayBatch } from '@/repositories/archival/play-batch-repository';

/**
 * Takes over what Spotify says anew about the music of a batch. Call it after `writePlayBatch` with the same batch; the
 * rollups follow with `settleListener`. Returns how many tracks had a new answer. Throws when a lock is taken: then nothing
 * has changed, and the next poll that lists the track tries again.
 */
export async function renewCatalogue(db: Database, batch: PlayBatch): Promise<number> {
  const answer = {
    artists: batch.artists.map(withSearchName),
    albums: batch.albums.map(withSearchName),
    tracks: batch.tracks.map(withSearchName),
    track_artists: batch.track_artists,
  };
  return queryValue(db, z.int())`
    SELECT renew_catalogue(${JSON.stringify(answer)}::jsonb) AS renewed`;
}
