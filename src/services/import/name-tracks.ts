import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { storedSearchName } from '@/lib/catalogue/search-name';
import { titleKey } from '@/lib/catalogue/title';
import type { Database } from '@/lib/db/client';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import { addClaims, findTrackFacts, findTracksByName } from '@/repositories/catalogue/claim-repository';
import { composeClaims } from './compose-claims';
import { trackNameKey } from './name-keys';

/** A row with the track of the catalogue, or the listener's claim, that it names. */
export interface NamedRow {
  row: ImportedRow;
  trackId: number;
  /** Spotify's word, where it has spoken about the track; else the file's. */
  facts: TrackFacts;
}

/**
 * Finds the tracks that rows name, and adds claims for those that Spotify has not named. A file's word changes nothing that
 * is known already. Call it in the transaction that writes the plays; where `completed`, known claims got something that
 * they lacked, and the listener is to be settled afterwards.
 */
export async function nameTracks(
  db: Database,
  userId: number,
  chunk: Chunk,
): Promise<{ rows: NamedRow[]; completed: boolean }> {
  const byName = new Map<ImportedRow, number>();
  const nameless = chunk.rows.filter((row) => row.track === null);
  const find = async () => {
    const rows = nameless.filter((row) => !byName.has(row));
    const names = rows.map((row) => ({
      title_key: titleKey(row.name),
      artist_name: storedSearchName(row.artist),
      name_key: trackNameKey(row),
    }));
    const found = names.length > 0 ? await findTracksByName(db, userId, names) : [];
    for (const [index, row] of rows.entries()) {
      const trackId = found[index];
      if (trackId != null) byName.set(row, trackId);
    }
  };
  await find();
  const completed = await addClaims(
    db,
    userId,
    composeClaims(
      chunk.rows.filter((row) => !byName.has(row)),
      chunk,
    ),
  );
  await find();
  const wanted = { ids: chunk.rows.flatMap((row) => row.track ?? []), keys: [...byName.values()] };
  const { byId, byKey } = await findTrackFacts(db, userId, wanted);
  const rows = chunk.rows.map((row) => {
    const key = byName.get(row);
    const found = row.track === null ? (key === undefined ? undefined : byKey.get(key)) : byId.get(row.track);
    if (!found) throw new Error(`No track was found or added for a row that ended at ${row.at}.`);
    return { row, ...found };
  });
  return { rows, completed };
}
