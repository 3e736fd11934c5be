import { isPictureOf } from '@/lib/shared/catalogue/spotify-image';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { readTrack as readSpotifyTrack } from '@/lib/spotify/track-answers';
import { type Dress, trackDocument } from '../../simulator/api/documents';
import type { SimulatedPlay } from '../../simulator/life/listener-life';
import type { World } from '../../simulator/life/world';

/** Turns simulated plays into what the product reads of Spotify's answer about them; each track is read once. */
export function createPlayReader(world: World, spotifyUrl: string): (play: SimulatedPlay) => ObservedPlay {
  const dress: Dress = { publicUrl: spotifyUrl, quota: 'extended' };
  const isPicture = isPictureOf(spotifyUrl);
  const known = new Map<string, ObservedTrack>();
  const readTrack = (trackId: string): ObservedTrack => {
    const track = world.catalogue.trackById.get(trackId);
    if (!track) throw new Error(`A play names the track ${trackId}, which is not in the catalogue.`);
    const observed = readSpotifyTrack(trackDocument(dress, track), trackId, isPicture);
    if (!observed) throw new Error(`The document of the track ${trackId} cannot be read.`);
    return observed;
  };
  return (play) => {
    const track = known.get(play.trackId) ?? readTrack(play.trackId);
    known.set(play.trackId, track);
    return { playedAt: new Date(play.playedAt), track, context: play.context };
  };
}
