import { z } from 'zod';
import {
  isPlausibleEnd,
  isPlausibleLength,
  LONGEST_PLAY_MS,
  toStoredName,
} from '@/lib/shared/history/play-bounds';
import type { ReadRow } from './imported-row';
import { linesOf, parsedJson } from './json-text';
import { hasPlausibleTexts } from './spotify-rows';
import { UnreadableFile } from './unreadable-file';
import type { UploadedFile } from './uploaded-files';

/** Our own JSON export, version 1. Described in docs/export-format.md. */

const text = z.string().transform(toStoredName);
const word = text.pipe(z.string().min(1).max(500));
/** The length of a track; one that no track can have is unknown. */
const length = z.int().min(0).max(LONGEST_PLAY_MS).nullable().catch(null);
const releaseDate = z
  .string()
  .regex(/^\d{4}(-\d{2}){0,2}$/)
  .nullable()
  .catch(null);
const url = z
  .string()
  .regex(/^https?:\/\/\S{1,1000}$/)
  .nullable()
  .catch(null);

const head = z.object({ format: z.literal('audiospective-export'), version: z.number() });

const play = z.object({
  playedAt: z.iso.datetime(),
  track: word,
  msPlayed: z.number().nullable(),
  source: z.enum(['poll', 'import']),
  skipped: z.boolean().nullable(),
  context: z.object({ type: text, uri: word }).nullable(),
});

const track = z.object({
  id: word,
  name: text,
  durationMs: length,
  isrc: text.nullable(),
  explicit: z.boolean(),
  isProvisional: z.boolean().default(false),
  album: word.nullable(),
  artists: z.array(word).max(100),
});

const album = z.object({ id: word, name: text, imageUrl: url, releaseDate });

const artist = z.object({
  id: word,
  name: text,
  genres: z.array(text).max(100),
  genresSource: text.nullable(),
  imageUrl: url,
});

const gap = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    missedAtMost: z.int().nonnegative().max(10_000_000),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    closedBy: z.enum(['late_arrivals', 'import']).nullable(),
  })
  .refine(({ from, to }) => from < to);

export type OwnTrack = z.output<typeof track>;
export type OwnAlbum = z.output<typeof album>;
export type OwnArtist = z.output<typeof artist>;
export type OwnGap = z.output<typeof gap>;

/** The entities that the plays of an export refer to, by the ids that they use. */
export interface OwnCatalogue {
  tracks: Map<string, OwnTrack>;
  albums: Map<string, OwnAlbum>;
  artists: Map<string, OwnArtist>;
  gaps: OwnGap[];
  /** Entries that could not be read. */
  unreadable: number;
}

export const isOwnExport = (beginning: string): boolean =>
  /^\s*\{\s*"format"\s*:\s*"audiospective-export"/.test(beginning);

/** Reads everything but the plays; memory grows with the number of tracks. Throws UnreadableFile for a newer version. */
export async function readOwnCatalogue(file: UploadedFile): Promise<OwnCatalogue> {
  const known: OwnCatalogue = {
    tracks: new Map(),
    albums: new Map(),
    artists: new Map(),
    gaps: [],
    unreadable: 0,
  };
  for await (const { section, item } of itemsOf(file, (name) => name !== 'plays')) {
    if (!keep(known, section, item)) known.unreadable += 1;
  }
  return known;
}

function keep(known: OwnCatalogue, section: string, item: unknown): boolean {
  switch (section) {
    case 'tracks':
      return keepIn(known.tracks, track.safeParse(item).data);
    case 'albums':
      return keepIn(known.albums, album.safeParse(item).data);
    case 'artists':
      return keepIn(known.artists, artist.safeParse(item).data);
    case 'gaps': {
      const parsed = gap.safeParse(item).data;
      if (parsed) known.gaps.push(parsed);
      return parsed !== undefined;
    }
    default:
      // A section of a later minor version.
      return true;
  }
}

function keepIn<T extends { id: string }>(map: Map<string, T>, entity: T | undefined): boolean {
  if (entity) map.set(entity.id, entity);
  return entity !== undefined;
}

/** The plays in the order of the file; a play whose track is missing from the file cannot be read. */
export async function* readOwnPlays(
  file: UploadedFile,
  catalogue: OwnCatalogue,
  { now }: { now: Date },
): AsyncGenerator<ReadRow> {
  for await (const { item } of itemsOf(file, (name) => name === 'plays'))
    yield readOwnPlay(item, catalogue, now);
}

function readOwnPlay(item: unknown, catalogue: OwnCatalogue, now: Date): ReadRow {
  const parsed = play.safeParse(item).data;
  const of = parsed && catalogue.tracks.get(parsed.track);
  if (!parsed || !of) return { refused: 'unreadable' };
  const at = Date.parse(parsed.playedAt);
  const isPlausible =
    isPlausibleEnd(at, now) && isPlausibleLength(parsed.msPlayed ?? 0) && hasPlausibleTexts(item);
  if (!isPlausible) return { refused: 'outOfBounds' };
  return {
    row: {
      at,
      precision: 1,
      track: parsed.track,
      name: of.name,
      artist: catalogue.artists.get(of.artists[0] ?? '')?.name ?? '',
      album: null,
      msPlayed: parsed.msPlayed === null ? null : Math.round(parsed.msPlayed),
      skipped: parsed.skipped,
      source: parsed.source,
      context: parsed.context,
      ...{ offline: null, offlineTimestamp: null, reasonStart: null, reasonEnd: null },
    },
  };
}

interface Item {
  section: string;
  item: unknown;
}

const SECTION = /^"(\w+)":\[$/;

/**
 * The elements of the file's lists, one at a time: each is on a line of its own. A file that another program has
 * reformatted is parsed as a whole.
 */
async function* itemsOf(file: UploadedFile, wants: (section: string) => boolean): AsyncGenerator<Item> {
  let section: string | null = null;
  let isFirst = true;
  for await (const line of linesOf(file)) {
    if (isFirst) {
      isFirst = false;
      const parsed = head.safeParse(parseLine(`${line.trim().replace(/,$/, '')}}`));
      if (!parsed.success) return yield* itemsOfWhole(await parsedJson(file), wants);
      requireVersion(parsed.data.version);
      continue;
    }
    const name = SECTION.exec(line)?.[1];
    if (name) section = name;
    else if (/^\],?$/.test(line)) section = null;
    else if (section !== null && wants(section) && line !== '')
      yield { section, item: parseLine(line.replace(/,$/, '')) };
  }
  if (section !== null)
    throw new UnreadableFile(`${file.name} ends in the middle. Export it again, or copy it again.`);
}

function* itemsOfWhole(whole: unknown, wants: (section: string) => boolean): Generator<Item> {
  const parsed = head.loose().safeParse(whole);
  if (!parsed.success) throw new UnreadableFile('This is not an export of Audiospective.');
  requireVersion(parsed.data.version);
  for (const [section, list] of Object.entries(parsed.data)) {
    if (!Array.isArray(list) || !wants(section)) continue;
    for (const item of list) yield { section, item };
  }
}

function requireVersion(version: number): void {
  if (Math.floor(version) === 1) return;
  throw new UnreadableFile(
    `This export has version ${version} of the format; version 1 is understood here. Update this application first.`,
  );
}

/** Undefined for a line that is not JSON: it counts as unreadable. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
