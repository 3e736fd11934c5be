import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { OwnAlbum, OwnArtist, OwnTrack } from '@/lib/import/own-export';

/** Some thousand rows of a file, with what an export of ours tells of the music in them. */
export interface Chunk {
  rows: ImportedRow[];
  tracks: OwnTrack[];
  albums: OwnAlbum[];
  artists: OwnArtist[];
}

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

export async function gzipChunk(chunk: Chunk): Promise<Uint8Array> {
  return pack(JSON.stringify(chunk));
}

const chunkSchema = z.object({
  rows: z.array(z.custom<ImportedRow>()),
  tracks: z.array(z.custom<OwnTrack>()),
  albums: z.array(z.custom<OwnAlbum>()),
  artists: z.array(z.custom<OwnArtist>()),
});

/** We packed it ourselves, from rows that were checked: only its outline is looked at again. */
export async function gunzipChunk(payload: Uint8Array): Promise<Chunk> {
  return chunkSchema.parse(JSON.parse((await unpack(payload)).toString('utf8')));
}
