import type { ImportFormat, SkipReason } from '@/lib/shared/import/import-job';
import { itemsOf, type JsonItem } from './json-items';
import type { ReadLimits } from './read-limits';
import { UnreadableFile } from './unreadable-file';
import { startsAsZip, type UploadedFile } from './uploaded-files';

/** What a file holds, or why it holds no plays. */
export type FileKind =
  | { format: ImportFormat }
  | { reason: SkipReason /** What to do about it, where that is known. */; remedy?: string };

/** How many elements of a list may be of no known kind before the list counts as of none. */
const ODD_ELEMENTS = 1_000;

/** Reads as much of a file as shows what it holds. Its name shows nothing: listeners rename files. */
export async function kindOf(file: UploadedFile, limits: ReadLimits): Promise<FileKind> {
  try {
    const beginning = await beginningOf(file);
    if (startsAsZip(beginning)) return { reason: 'zipInside' };
    const sign = /^[\s\0]*([[{])/.exec(asText(beginning))?.[1];
    return sign ? await kindOfJson(file, limits, sign === '[') : { reason: 'notJson' };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { reason: 'unreadable', remedy: error.message };
  }
}

async function beginningOf(file: UploadedFile): Promise<Buffer> {
  for await (const bytes of file.read()) if (bytes.length > 0) return bytes;
  return Buffer.alloc(0);
}

/** ASCII characters, whatever the encoding. */
const asText = (bytes: Buffer): string =>
  bytes.toString('latin1', 0, 1_000).replace(/^(\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, '');

async function kindOfJson(file: UploadedFile, limits: ReadLimits, isList: boolean): Promise<FileKind> {
  let elements = 0;
  for await (const items of itemsOf(file, limits)) {
    for (const item of items) {
      const kind = kindOfItem(item);
      if (kind) return kind;
      if (item.list === '') elements += 1;
      if (elements >= ODD_ELEMENTS) return { reason: 'noHistory' };
    }
  }
  return { reason: isList && elements === 0 ? 'noRows' : 'noHistory' };
}

function kindOfItem({ list, key, value }: JsonItem): FileKind | null {
  if (list === null && key === 'format')
    return value === 'audiospective-export' ? { format: 'audiospective' } : { reason: 'noHistory' };
  if (list !== '' || typeof value !== 'object' || value === null) return null;
  if ('ts' in value && ('ms_played' in value || 'spotify_track_uri' in value))
    return { format: 'extended_history' };
  if (!('endTime' in value)) return null;
  if ('trackName' in value) return { format: 'account_data' };
  if ('podcastName' in value) return { reason: 'podcasts' };
  return 'audiobookName' in value ? { reason: 'audiobooks' } : null;
}
