import { searchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import { isPictureOf } from '@/lib/shared/catalogue/spotify-image';
import { readArtist } from '@/lib/spotify/artist-details';
import { artistDocument, type Dress } from '../../simulator/api/documents';
import type { CatalogueArtist } from '../../simulator/catalogue/catalogue';

/** As after years of looking up: the artists are known, with genres and pictures, before their plays are written. */
export async function seedArtists(
  db: Database,
  artists: readonly CatalogueArtist[],
  { spotifyUrl, at }: { spotifyUrl: string; at: Date },
): Promise<void> {
  const dress: Dress = { publicUrl: spotifyUrl, quota: 'extended' };
  const isPicture = isPictureOf(spotifyUrl);
  const data = artists.map((artist) => {
    const details = readArtist(artistDocument(dress, artist), isPicture);
    if (!details) throw new Error(`The document of the artist ${artist.id} cannot be read.`);
    const { spotifyId, name, imageUrl, genres = [] } = details;
    const source = genres.length > 0 ? { genresSource: 'spotify' as const } : {};
    return {
      spotifyId,
      name,
      searchName: searchName(name),
      imageUrl,
      genres,
      ...source,
      detailsAskedAt: at,
      detailsFetchedAt: at,
    };
  });
  await db.artist.createMany({ data, skipDuplicates: true });
}
