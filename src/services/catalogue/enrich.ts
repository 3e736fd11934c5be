import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import { count } from '@/lib/shared/schema-parts';
import { DAY } from '@/lib/shared/time';
import type { ArtistDetails } from '@/lib/spotify/artist-details';
import {
  claimArtists,
  countArtistsAsked,
  releaseArtists,
  saveArtistDetails,
} from '@/repositories/catalogue/artist-repository';
import { storeOwnPause } from '@/services/archival/app-pause';
import { enrichMessage, type enrichSchema } from '@/services/archival/messages';
import { publishOrStore } from '@/services/queue-outbox';
import { backgroundToken } from './background-token';
import { areBatchesForbidden, rememberForbidden } from './batch-look-ups';
import { musicbrainzKickOff } from './genre-messages';
import { settleRollups } from './settle-rollups';

type EnrichDeps = Pick<Deps, 'db' | 'kv' | 'queue' | 'spotify' | 'musicbrainz' | 'seal' | 'clock' | 'logger'>;

const BATCH = 50;
/** In development mode, whose quota is about 600 calls a day: beyond it Spotify would refuse polls too, for hours. */
const SINGLES = 5;
const SINGLES_A_DAY = 240;
const NEXT_BATCH_SECONDS = 20;
const NEXT_SINGLES_SECONDS = 600;

export const EnrichReport = z.object({
  asked: count,
  answered: count,
  more: z.boolean().describe('True when more artists are likely waiting and a further round is queued.'),
});
export type EnrichReport = z.output<typeof EnrichReport>;

/**
 * Looks up artists whose details are unknown or older than 30 days: up to 50 in one call, or a few one by one where
 * Spotify forbids batches. Low priority: it stops at once when Spotify rate-limits us. MusicBrainz is asked afterwards
 * for artists without genres, where that is enabled.
 */
export async function enrichArtists(
  deps: EnrichDeps,
  message: z.output<typeof enrichSchema>,
): Promise<EnrichReport> {
  const report = await askSpotify(deps, message);
  // Also when nothing is left to ask: the delivery before this one may have been killed after it saved genres.
  await settleRollups(deps);
  if (deps.musicbrainz) await publishOrStore(deps, [musicbrainzKickOff(deps.clock.now(), message.round)]);
  return report;
}

async function askSpotify(deps: EnrichDeps, { round }: z.output<typeof enrichSchema>): Promise<EnrichReport> {
  const nothing = { asked: 0, answered: 0, more: false };
  const token = await backgroundToken(deps);
  if (!token) return nothing;
  const batchForbidden = await areBatchesForbidden(deps);
  const size = batchForbidden ? await singlesLeft(deps) : BATCH;
  const ids = await claimArtists(deps.db, size, deps.clock.now());
  if (ids.length === 0) return nothing;
  const { accessToken } = token;
  const details = batchForbidden
    ? await askSingly(deps, accessToken, ids)
    : await askBatch(deps, accessToken, ids);
  await saveArtistDetails(deps.db, details, deps.clock.now());
  const pause = deps.spotify.currentPause();
  await storeOwnPause(deps, token.userId);
  const more = ids.length === size && !pause;
  if (more) {
    const delay = batchForbidden ? NEXT_SINGLES_SECONDS : NEXT_BATCH_SECONDS;
    await publishOrStore(deps, [enrichMessage(deps.clock.now(), round + 1, delay)]);
  }
  return { asked: ids.length, answered: details.length, more };
}

/** How many artists may be asked for one by one now: each batch of polls may start a chain of rounds, beside those under way. */
async function singlesLeft({ db, clock }: EnrichDeps): Promise<number> {
  const asked = await countArtistsAsked(db, new Date(clock.now().getTime() - DAY));
  return Math.max(0, Math.min(SINGLES, SINGLES_A_DAY - asked));
}

async function askBatch(deps: EnrichDeps, accessToken: string, ids: string[]): Promise<ArtistDetails[]> {
  const answer = await deps.spotify.artists(accessToken, ids);
  if (answer.ok) return answer.value;
  if (answer.error.kind !== 'forbidden') {
    if (answer.error.kind === 'paused') await releaseArtists(deps.db, ids);
    return [];
  }
  await rememberForbidden(deps);
  const [now, later] = [ids.slice(0, SINGLES), ids.slice(SINGLES)];
  await releaseArtists(deps.db, later);
  return askSingly(deps, accessToken, now);
}

async function askSingly(deps: EnrichDeps, accessToken: string, ids: string[]): Promise<ArtistDetails[]> {
  const details: ArtistDetails[] = [];
  for (const [index, id] of ids.entries()) {
    const answer = await deps.spotify.artist(accessToken, id);
    if (answer.ok) details.push(answer.value);
    else if (answer.error.kind === 'paused') {
      await releaseArtists(deps.db, ids.slice(index));
      break;
    }
  }
  return details;
}
