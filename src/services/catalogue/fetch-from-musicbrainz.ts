import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import { orWithoutStore } from '@/lib/kv/without-store';
import type { MusicbrainzClient, MusicbrainzFailure } from '@/lib/musicbrainz/client';
import { count } from '@/lib/shared/schema-parts';
import { SECOND } from '@/lib/shared/time';
import {
  claimArtistsWithoutGenres,
  hasArtistsWithoutGenres,
  releaseArtistsWithoutGenres,
  saveMusicbrainzGenres,
} from '@/repositories/catalogue/artist-genre-repository';
import { publishOrStore } from '@/services/queue-outbox';
import { musicbrainzMessage, type musicbrainzSchema } from './genre-messages';
import { settleRollups } from './settle-rollups';

type GenreDeps = Pick<Deps, 'db' | 'kv' | 'queue' | 'clock' | 'logger' | 'musicbrainz'>;

const ARTISTS = 100;
const LOOKUPS = 30;
/** No request starts later than this in a round; the last one takes 11 s at most. */
const LAST_LOOKUP_MS = 45 * SECOND;
/** A lock across all processes, held while a round runs and for the pause after it. */
const TURN_KEY = 'musicbrainz:turn';
const TURN_SECONDS = 120;
const REST_SECONDS = 2;
const OUTAGE_SECONDS = 900;

export const GenreReport = z.object({
  asked: count,
  found: count.describe('Artists who got genres.'),
  more: z.boolean().describe('True when more artists wait and a further round is queued.'),
});
export type GenreReport = z.output<typeof GenreReport>;

interface Round {
  asked: number;
  genres: Map<string, string[]>;
  /** Claimed, but not requested. */
  left: string[];
  failure?: MusicbrainzFailure;
}

/**
 * Asks MusicBrainz for the genres of artists for whom Spotify has none: one request for up to 100 artists, then one for
 * each of up to 30, in less than a minute. Does nothing when MusicBrainz is disabled or another round is running.
 */
export async function fetchFromMusicbrainz(
  deps: GenreDeps,
  { round }: z.output<typeof musicbrainzSchema>,
): Promise<GenreReport> {
  const nothing = { asked: 0, found: 0, more: false };
  // The delivery before this one may have been killed after it saved genres.
  await settleRollups(deps);
  if (!deps.musicbrainz || !(await takeTurn(deps))) return nothing;
  const taken = await claimArtistsWithoutGenres(deps.db, ARTISTS, deps.clock.now());
  if (taken.length === 0) {
    await rest(deps, REST_SECONDS);
    return nothing;
  }
  const { asked, genres, left, failure } = await ask(deps, deps.musicbrainz, taken);
  const found = await saveMusicbrainzGenres(deps.db, genres);
  await settleRollups(deps);
  await releaseArtistsWithoutGenres(deps.db, left);
  if (failure) deps.logger.warn({ failure }, 'musicbrainz request failed, retrying later');
  const pause = failure ? pauseSeconds(failure) : REST_SECONDS;
  await rest(deps, pause);
  // Queried again, because a message that arrived during this round was dropped.
  const more = await hasArtistsWithoutGenres(deps.db, deps.clock.now());
  if (more) await publishOrStore(deps, [musicbrainzMessage(deps.clock.now(), round + 1, pause + 1)]);
  return { asked, found, more };
}

async function ask(deps: GenreDeps, client: MusicbrainzClient, taken: string[]): Promise<Round> {
  const began = deps.clock.now().getTime();
  const genres = new Map<string, string[]>();
  const links = await client.findArtists(taken);
  if (!links.ok) {
    // A malformed answer would be malformed again, so these artists stay marked as requested.
    const left = links.error.kind === 'malformed' ? [] : taken;
    return { asked: taken.length - left.length, genres, left, failure: links.error };
  }
  const known = taken.flatMap((id) => {
    const artist = links.value.get(id);
    return artist ? [{ id, artist }] : [];
  });
  const leftFrom = (index: number) => known.slice(index).map(({ id }) => id);
  const until = (end: number, failure?: MusicbrainzFailure): Round => {
    const left = leftFrom(end);
    return { asked: taken.length - left.length, genres, left, ...(failure && { failure }) };
  };
  for (const [index, { id, artist }] of known.entries()) {
    const late = deps.clock.now().getTime() - began > LAST_LOOKUP_MS;
    if (index === LOOKUPS || late) return until(index);
    const answer = await client.genres(artist);
    if (answer.ok) genres.set(id, answer.value);
    else if (answer.error.kind === 'paused') return until(index, answer.error);
    // This artist stays marked: if it caused the failure, it would stop every round.
    else if (answer.error.kind === 'unavailable') return until(index + 1, answer.error);
  }
  return until(known.length);
}

const pauseSeconds = (failure: MusicbrainzFailure): number =>
  failure.kind === 'paused' ? failure.retryAfterSeconds : OUTAGE_SECONDS;

/** Without the store, no process knows whether another one is running a round, so none does. Genres can wait. */
function takeTurn({ kv, logger }: GenreDeps): Promise<boolean> {
  const take = () => kv.setIfAbsent(TURN_KEY, '1', TURN_SECONDS);
  return orWithoutStore(logger, 'musicbrainz round skipped', take, false);
}

/**
 * If the store fails here, the lock is held for two more minutes, and only the next message's delay enforces the pause.
 */
function rest({ kv, logger }: GenreDeps, seconds: number): Promise<void> {
  const hold = () => kv.set(TURN_KEY, '1', seconds);
  return orWithoutStore(logger, 'musicbrainz pause not shared', hold, undefined);
}
