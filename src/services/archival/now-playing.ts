import type { Deps } from '@/lib/deps';
import { listenerKeys } from '@/lib/kv/key-value';
import { orWithoutStore } from '@/lib/kv/without-store';
import { NowPlaying } from '@/lib/shared/archival/now-playing';
import { allowsNowPlaying } from '@/lib/shared/auth/scopes';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import { SECOND } from '@/lib/shared/time';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { findScopes } from '@/repositories/account/account-repository';
import { findListenersToPoll } from '@/repositories/archival/polled-listener-repository';
import { pauseOfAnyProcess, storeOwnPause } from './app-pause';
import { freshToken } from './fresh-token';
import { logTokenFailure } from './log-polls';
import { takeNowPlayingCall } from './now-playing-budget';

type NowPlayingDeps = Pick<Deps, 'db' | 'kv' | 'spotify' | 'seal' | 'clock' | 'logger'>;

/** A listener's pages, on all servers together, ask Spotify once in this time. */
const ASK_AGAIN_SECONDS = 30;
const ANSWER_HOLDS_SECONDS = 60;
/** A page that opens while another one's question is on its way waits for its answer, no longer than this. */
const LONGEST_WAIT_MS = 3 * SECOND;
const LOOK_EVERY_MS = SECOND / 4;

const NOTHING: NowPlaying = { track: null };

/**
 * What a listener plays at this moment; nothing of it is archived. Spotify is asked at most every 30 s for one listener, within
 * what the application may ask, and not while it rate-limits us or the listener's breaker is open. Every failure means
 * that nothing is shown, and moves no breaker: the polls notice.
 */
export function getNowPlaying(deps: NowPlayingDeps, userId: number): Promise<NowPlaying> {
  // Without the store no process knows when Spotify was last asked, so none asks.
  return orWithoutStore(deps.logger, 'not asked what is playing', () => askOrWait(deps, userId), NOTHING);
}

async function askOrWait(deps: NowPlayingDeps, userId: number): Promise<NowPlaying> {
  const keys = `${listenerKeys(userId)}now-playing`;
  if (!(await deps.kv.setIfAbsent(`${keys}:asked`, '1', ASK_AGAIN_SECONDS))) return lastAnswer(deps, userId);
  const playing = await ask(deps, userId);
  await deps.kv.set(`${keys}:answer`, JSON.stringify(playing), ANSWER_HOLDS_SECONDS);
  return playing;
}

async function ask(deps: NowPlayingDeps, userId: number): Promise<NowPlaying> {
  const token = await tokenToAskWith(deps, userId);
  if (token === null || !(await takeNowPlayingCall(deps))) return NOTHING;
  const answer = await deps.spotify.currentlyPlaying(token);
  await storeOwnPause(deps, userId);
  return answer.ok ? { track: answer.value.track && toShown(answer.value.track) } : NOTHING;
}

/** The answer to the page that asked last, on any server; nothing if it does not come in time. */
async function lastAnswer({ kv, clock }: NowPlayingDeps, userId: number): Promise<NowPlaying> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const stored = await kv.get(`${listenerKeys(userId)}now-playing:answer`);
    if (stored !== null) return NowPlaying.parse(JSON.parse(stored));
    if (waited >= LONGEST_WAIT_MS) return NOTHING;
    await clock.sleep(LOOK_EVERY_MS);
  }
}

/** Null if the listener did not allow it, is disconnected or has an open breaker, and while Spotify rate-limits us. */
async function tokenToAskWith(deps: NowPlayingDeps, userId: number): Promise<string | null> {
  if (!allowsNowPlaying(await findScopes(deps.db, userId)) || (await pauseOfAnyProcess(deps))) return null;
  const [listener] = await findListenersToPoll(deps.db, [userId], deps.clock.now());
  if (!listener) return null;
  const token = await freshToken(deps, listener);
  if (token.ok) return token.value.accessToken;
  logTokenFailure(deps.logger, userId, token.error);
  await storeOwnPause(deps, userId);
  return null;
}

const toShown = ({ spotifyId, name, artists, album }: ObservedTrack): NonNullable<NowPlaying['track']> => ({
  spotifyId,
  name: shownName(name),
  artists: shownArtists(artists.map((artist) => artist.name)),
  imageUrl: album?.imageUrl ?? null,
});
