import type { Database } from '@/lib/db/client';
import { uniqueBy } from '@/lib/unique-by';
import { writePlayBatch } from '@/repositories/archival/play-batch-repository';
import type { ComposedPlays } from './compose-plays';

/** Writes what one listener's plays are now, through the one writer of plays. The caller's transaction locks the listener's row. */
export async function writeComposed(
  db: Database,
  { userId, now }: { userId: number; now: Date },
  { contexts, ...rest }: ComposedPlays,
): Promise<void> {
  if (rest.plays.length + rest.replaced.length + rest.removed.length === 0) return;
  await writePlayBatch(db, {
    now,
    source: 'import',
    listeners: [{ id: userId, page_is_full: false, page_oldest: null }],
    artists: [],
    albums: [],
    tracks: [],
    track_artists: [],
    rejected: [],
    run: null,
    contexts: uniqueBy(contexts, (context) => context.uri),
    ...rest,
  });
}
