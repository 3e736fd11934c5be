import { json } from '../answers';
import { playsBetween } from '../life/plays';
import type { Call } from './call';
import { contextDocument, trackDocument } from './documents';

const LONGEST_PLAY = 15 * 60_000;

/** `GET /v1/me/player/currently-playing`: 204 when nothing plays, or when the player is offline. */
export function currentlyPlaying({ scene, life, now }: Call): Response {
  for (const play of playsBetween(scene.world, life, now + 1, now + LONGEST_PLAY)) {
    const startedAt = play.playedAt - play.listenedMs;
    const offline = play.arrivesAt - play.playedAt > 60_000;
    const track = scene.library.track(play.trackId);
    if (startedAt > now || offline || !track) break;
    return json({
      timestamp: startedAt,
      context: contextDocument(scene, play.context),
      progress_ms: now - startedAt,
      item: trackDocument(scene, track),
      currently_playing_type: 'track',
      actions: { disallows: { resuming: true } },
      is_playing: true,
    });
  }
  return new Response(null, { status: 204 });
}
