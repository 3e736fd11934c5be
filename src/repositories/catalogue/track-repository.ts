import { z } from 'zod';
import { withSearchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import type { PlayBatch } from '@/repositories/archival/play-batch-repository';

/**
 * Updates the catalogue where Spotify's answer has changed. Call it after `writePlayBatch` with the same batch;
 * `settleListener` then updates the rollups. Returns how many tracks had a new answer. Throws, having changed nothing, when
 * a lock is taken: the next poll that lists the track tries again.
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
