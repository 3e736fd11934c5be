import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';

interface StoredPlay {
  playedAt: Date;
  name: string;
  artists: string[];
  albumName: string | null;
}

/** A play with its names as they are shown, and its time in ISO 8601 UTC. */
export const shownPlay = <Play extends StoredPlay>({ playedAt, ...play }: Play) => ({
  ...play,
  name: shownName(play.name),
  artists: shownArtists(play.artists),
  albumName: play.albumName === null ? null : shownName(play.albumName, 'album'),
  playedAt: playedAt.toISOString(),
});
