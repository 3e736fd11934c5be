import { z } from 'zod';
import type { ListenerLife } from '../../../simulator/life/listener-life';
import type { Installation } from './installation';

/** Simulated plays against archived ones; what is missing or extra is named, `listener end track`. */
export interface Truth {
  archived: number;
  /** Listeners whose plays Spotify was never asked for. */
  unpolled: number;
  missing: string[];
  extra: string[];
}

const archivedRow = z.object({
  listener: z.string(),
  plays: z.array(z.string()),
});

const LISTENERS_AT_ONCE = 500;

/**
 * Compares the plays that Spotify listed of each listener, until it was last asked, with the archive. A play that Spotify
 * listed later is no miss, nor is one before the last `lastPlays`.
 */
export async function compareWithTruth(
  { db, spotify }: Pick<Installation, 'db' | 'spotify'>,
  lives: readonly ListenerLife[],
  { lastPlays = Number.POSITIVE_INFINITY } = {},
): Promise<Truth> {
  const truth: Truth = { archived: 0, unpolled: 0, missing: [], extra: [] };
  const readAt = lastReadings(spotify);
  for (let from = 0; from < lives.length; from += LISTENERS_AT_ONCE) {
    const some = lives.slice(from, from + LISTENERS_AT_ONCE);
    const archived = await readArchive(
      db,
      some.map(({ id }) => id),
    );
    for (const life of some) {
      const until = readAt.get(life.id) ?? 0;
      if (until === 0) truth.unpolled += 1;
      const simulated = spotify.simulator.control
        .playsBetween(life.id, life.startsAt, until + 1)
        .filter(({ arrivesAt }) => arrivesAt <= until)
        .map(({ playedAt, trackId }) => `${life.id} ${playedAt} ${trackId}`);
      compareOne(truth, { simulated, lastPlays }, archived.get(life.id) ?? []);
    }
  }
  return truth;
}

/** When each listener's plays were last asked for, ms UTC. */
function lastReadings({ simulator }: Installation['spotify']): Map<string | null, number> {
  const { counts } = simulator.control.requests();
  const reads = counts.filter(({ path, status }) => path.endsWith('/recently-played') && status === 200);
  return new Map(reads.map(({ listener, lastAt }) => [listener, lastAt]));
}

/** Who was asked for twice has more than the last plays; these too were simulated. */
function compareOne(
  truth: Truth,
  { simulated, lastPlays }: { simulated: readonly string[]; lastPlays: number },
  archived: readonly string[],
): void {
  const [known, lived] = [new Set(archived), new Set(simulated)];
  truth.archived += archived.length;
  truth.missing.push(...simulated.slice(-lastPlays).filter((play) => !known.has(play)));
  truth.extra.push(...archived.filter((play) => !lived.has(play)));
  // The same play twice would hide in the sets.
  if (known.size !== archived.length) truth.extra.push(`${archived.length - known.size} plays stand twice`);
}

async function readArchive(db: Installation['db'], ids: readonly string[]) {
  const rows = z.array(archivedRow).parse(
    await db.$queryRaw`
      SELECT u.spotify_id AS listener, coalesce(p.plays, '{}') AS plays
        FROM users u
        LEFT JOIN LATERAL (
          SELECT array_agg(u.spotify_id || ' ' || (extract(epoch FROM e.played_at) * 1000)::bigint || ' ' || t.spotify_id) AS plays
            FROM play_events e JOIN tracks t ON t.id = e.track_id WHERE e.user_id = u.id) p ON true
       WHERE u.spotify_id = ANY(${ids})`,
  );
  return new Map(rows.map(({ listener, plays }) => [listener, plays]));
}
