import { z } from 'zod';
import type { Catalogue, CatalogueAlbum, CatalogueArtist, CatalogueTrack } from '../catalogue/catalogue';
import { GENRE_FAMILIES } from '../catalogue/genres';
import { spotifyId } from '../catalogue/spotify-id';
import { TONGUES } from '../catalogue/words';
import { Random } from '../random';
import type { ArtistFacts } from './documents';

/** A track that a test defines; missing fields are derived from the names. */
export interface TrackSpec {
  id?: string;
  name: string;
  artists: readonly (string | { id?: string; name: string })[];
  album?: string | { id?: string; name: string };
  durationMs?: number;
  isrc?: string;
  explicit?: boolean;
}

const named = z.looseObject({ id: z.string(), name: z.string() });
const credited = z.looseObject({ artists: z.array(z.unknown()).catch([]) });
const recordedItem = z.looseObject({ track: credited.extend({ album: credited.nullish() }).nullish() });
const recordedPage = z.looseObject({ items: z.array(z.unknown()) });

/** Everything that can be looked up by id: the catalogue, made-up tracks, and what recorded pages named. */
export class Library {
  private readonly artists = new Map<string, ArtistFacts>();
  private readonly madeUp = new Map<string, { track: CatalogueTrack }>();
  private readonly madeUpAlbums = new Map<string, CatalogueAlbum>();
  private readonly recorded = new Map<string, unknown>();

  constructor(readonly catalogue: Catalogue) {}

  artist(id: string): ArtistFacts | undefined {
    return this.catalogue.artistById.get(id) ?? this.artists.get(id);
  }

  album(id: string): CatalogueAlbum | undefined {
    return this.catalogue.albumById.get(id) ?? this.madeUpAlbums.get(id);
  }

  track(id: string): CatalogueTrack | undefined {
    return this.catalogue.trackById.get(id) ?? this.madeUp.get(id)?.track;
  }

  /** The document of a recorded track or album, as it stood in the recording. */
  recording(kind: 'track' | 'album', id: string): unknown {
    return this.recorded.get(`${kind} ${id}`);
  }

  /** Takes in the artists, albums and tracks that a recorded recently-played answer names. */
  learn(page: unknown): void {
    for (const raw of recordedPage.parse(page).items) {
      const item = recordedItem.safeParse(raw);
      const track = item.success ? item.data.track : null;
      if (!track) continue;
      this.keep('track', track);
      this.keep('album', track.album);
      for (const credit of [...track.artists, ...(track.album?.artists ?? [])]) this.keepArtist(credit);
    }
  }

  /** Adds a made-up track; the same spec always gets the same ids. */
  addTrack(spec: TrackSpec): CatalogueTrack {
    const artists = spec.artists.map((credit) => this.makeArtist(credit));
    const first = artists[0];
    if (!first) throw new Error(`The track "${spec.name}" needs at least one artist.`);
    const album = this.makeAlbum(spec.album ?? spec.name, first);
    const id = spec.id ?? spotifyId('made-up track', spec.name, first.id, album.id);
    const random = new Random('made-up', id);
    const track: CatalogueTrack = {
      id,
      name: spec.name,
      album,
      artists,
      durationMs: spec.durationMs ?? random.between(120_000, 300_000),
      explicit: spec.explicit ?? false,
      isrc: spec.isrc ?? `QZSIM26${String(random.between(0, 99_999)).padStart(5, '0')}`,
      discNumber: 1,
      trackNumber: album.tracks.length + 1,
      popularity: random.between(0, 60),
    };
    if (!this.madeUp.has(id)) album.tracks.push(track);
    this.madeUp.set(id, { track });
    return track;
  }

  private keep(kind: 'track' | 'album', document: unknown): void {
    const parsed = named.safeParse(document);
    if (parsed.success) this.recorded.set(`${kind} ${parsed.data.id}`, document);
  }

  private keepArtist(credit: unknown): void {
    const parsed = named.safeParse(credit);
    if (parsed.success && !this.artist(parsed.data.id)) this.makeArtist(parsed.data);
  }

  private makeArtist(credit: string | { id?: string; name: string }): CatalogueArtist {
    const name = typeof credit === 'string' ? credit : credit.name;
    const id = (typeof credit === 'string' ? undefined : credit.id) ?? spotifyId('made-up artist', name);
    const random = new Random('artist', id, name);
    const family = random.between(0, GENRE_FAMILIES.length - 1);
    const tongue = TONGUES[0];
    if (!tongue) throw new Error('The simulator has no words.');
    const artist: CatalogueArtist = {
      index: -1,
      id,
      name,
      genres: [
        ...new Set([random.pick(GENRE_FAMILIES[family] ?? []), random.pick(GENRE_FAMILIES[family] ?? [])]),
      ],
      family,
      popularity: random.between(5, 80),
      followers: random.between(20, 400_000),
      tongue,
      albums: [],
      tracks: [],
    };
    this.artists.set(id, artist);
    return artist;
  }

  private makeAlbum(given: string | { id?: string; name: string }, artist: CatalogueArtist): CatalogueAlbum {
    const name = typeof given === 'string' ? given : given.name;
    const id =
      (typeof given === 'string' ? undefined : given.id) ?? spotifyId('made-up album', name, artist.id);
    const known = this.madeUpAlbums.get(id);
    if (known) return known;
    const album: CatalogueAlbum = {
      id,
      name,
      kind: 'album',
      artist,
      releaseDate: '2024-05-17',
      precision: 'day',
      label: 'Simulator Records',
      tracks: [],
    };
    this.madeUpAlbums.set(id, album);
    return album;
  }
}
