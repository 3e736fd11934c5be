import { isPictureOf } from '@/lib/shared/catalogue/spotify-image';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { type ObservedPlay, readRecentPage } from '@/lib/spotify/recently-played';
import { type Dress, trackDocument } from '../../simulator/api/documents';
import type { SimulatedPlay } from '../../simulator/life/listener-life';
import type { World } from '../../simulator/life/world';

/** Turns simulated plays into what the product reads of Spotify's answer about them; each track is read once. */
export function createPlayReader(world: World, spotifyUrl: string): (play: SimulatedPlay) => ObservedPlay {
  const dress: Dress = { publicUrl: spotifyUrl, quota: 'extended' };
  const options = { limit: 50, isPicture: isPictureOf(spotifyUrl) };
  const known = new Map<string, ObservedTrack>();
  const readTrack = (trackId: string): ObservedTrack => {
    const track = world.catalogue.trackById.get(trackId);
    if (!track) throw new Error(`A play names the track ${trackId}, which is not in the catalogue.`);
    const item = { track: trackDocument(dress, track), played_at: new Date(0).toISOString(), context: null };
    const body = { items: [item] };
    const [observed] = readRecentPage({ body, text: JSON.stringify(body) }, options)?.plays ?? [];
    if (!observed) throw new Error(`The document of the track ${trackId} cannot be read as a play.`);
    return observed.track;
  };
  return (play) => {
    const track = known.get(play.trackId) ?? readTrack(play.trackId);
    known.set(play.trackId, track);
    return { playedAt: new Date(play.playedAt), track, context: play.context };
  };
}
