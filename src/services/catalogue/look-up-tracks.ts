import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import { ok, type Result } from '@/lib/shared/result';
import { count } from '@/lib/shared/schema-parts';
import { DAY } from '@/lib/shared/time';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { lookUpAgain, takeTracksToLookUp } from '@/repositories/catalogue/claimed-track-repository';
import { storeOwnPause } from '@/services/archival/app-pause';
import { composeBatch } from '@/services/archival/compose-batch';
import { enrichMessage } from '@/services/archival/messages';
import { catalogueOf } from '@/services/archival/observed-catalogue';
import { publishOrStore } from '@/services/queue-outbox';
import { backgroundToken } from './background-token';
import { areBatchesForbidden, rememberForbidden } from './batch-look-ups';
import { followCatalogue } from './follow-catalogue';

type LookUpDeps = Pick<Deps, 'db' | 'kv' | 'queue' | 'spotify' | 'seal' | 'clock' | 'logger'>;

const BATCH = 50;
/** Calls of one message. */
const CALLS = 10;
/** Spotify does not know the track, or took it down. */
const UNKNOWN_FOR_MS = 30 * DAY;

export const LookUpReport = z.object({ asked: count, answered: count });
export type LookUpReport = z.output<typeof LookUpReport>;

/**
 * Asks Spotify about tracks that only files named, most played first: up to ten calls, each for 50 tracks, or for one
 * where Spotify forbids batches. What it answers is shared by all, and the claims are merged. Low priority: it stops at the
 * first failure.
 */
export async function lookUpTracks(deps: LookUpDeps): Promise<LookUpReport> {
  const report = { asked: 0, answered: 0 };
  const token = await backgroundToken(deps);
  if (!token) return report;
  const size = (await areBatchesForbidden(deps)) ? 1 : BATCH;
  const ids = await takeTracksToLookUp(deps.db, CALLS * size, deps.clock.now());
  const left = await askInTurn(deps, { accessToken: token.accessToken, ids, size }, report);
  await lookUpAgain(deps.db, left, null);
  await storeOwnPause(deps, token.userId);
  deps.logger.info(report, 'imported tracks looked up');
  return report;
}

/** Returns the ids that were not asked for. */
async function askInTurn(
  deps: LookUpDeps,
  { accessToken, ids, size: atOnce }: { accessToken: string; ids: string[]; size: number },
  report: LookUpReport,
): Promise<string[]> {
  let size = atOnce;
  let left = ids;
  for (let call = 0; call < CALLS && left.length > 0; call += 1) {
    const asked = left.slice(0, size);
    const answer = await ask(deps, accessToken, asked);
    if (answer.ok) {
      await save(deps, asked, answer.value);
      report.asked += asked.length;
      report.answered += answer.value.length;
      left = left.slice(size);
    } else if (answer.error.kind === 'forbidden' && size > 1) {
      await rememberForbidden(deps);
      size = 1;
    } else {
      // What failed waits for a day, so that it blocks nothing else.
      return answer.error.kind === 'paused' ? left : left.slice(size);
    }
  }
  return left;
}

/** What Spotify says of these tracks, without those that it does not know. */
async function ask(
  { spotify }: LookUpDeps,
  accessToken: string,
  ids: readonly string[],
): Promise<Result<ObservedTrack[], SpotifyFailure>> {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return spotify.tracks(accessToken, ids);
  const answer = await spotify.track(accessToken, id);
  if (answer.ok) return ok([answer.value]);
  return answer.error.kind === 'malformed' ? ok([]) : answer;
}

async function save(deps: LookUpDeps, asked: readonly string[], tracks: ObservedTrack[]): Promise<void> {
  const now = deps.clock.now();
  const known = new Set(tracks.map(({ spotifyId }) => spotifyId));
  const unknown = asked.filter((id) => !known.has(id));
  await lookUpAgain(deps.db, unknown, new Date(now.getTime() + UNKNOWN_FOR_MS));
  const batch = { ...composeBatch(now, [], null), ...catalogueOf(tracks) };
  const written = await writePlayBatch(deps.db, batch);
  if (!written) throw new Error('unreachable: a batch without plays is compared with none');
  await followCatalogue(deps, batch, written);
  if (written.artistsDue) await publishOrStore(deps, [enrichMessage(now)]);
}
