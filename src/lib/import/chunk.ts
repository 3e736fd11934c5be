import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { ImportedRow } from './imported-row';
import type { OwnAlbum, OwnArtist, OwnTrack } from './own-export';

/** Some hundred rows of a file, with the catalogue entries that our own export has for them. */
export interface Chunk {
  rows: ImportedRow[];
  tracks: OwnTrack[];
  albums: OwnAlbum[];
  artists: OwnArtist[];
  /** The names of the files that rows stand in. */
  files: string[];
}

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

export async function gzipChunk(chunk: Chunk): Promise<Uint8Array> {
  return zip(JSON.stringify(chunk));
}

const chunkSchema = z.object({
  rows: z.array(z.custom<ImportedRow>()),
  tracks: z.array(z.custom<OwnTrack>()),
  albums: z.array(z.custom<OwnAlbum>()),
  artists: z.array(z.custom<OwnArtist>()),
  files: z.array(z.string()),
});

/** We wrote it ourselves from validated rows, so only its outline is checked. */
export async function gunzipChunk(payload: Uint8Array): Promise<Chunk> {
  return chunkSchema.parse(JSON.parse((await unzip(payload)).toString('utf8')));
}
