import { z } from 'zod';
import { RELEASE_DATE } from '@/lib/catalogue/release-date';
import { PLAY_SOURCES } from '@/lib/history/play-source';
import { isSpotifyImage } from '@/lib/shared/catalogue/spotify-image';
import {
  EARLIEST_PLAY_END,
  isPlausibleEnd,
  isPlausibleLength,
  LONGEST_PLAY_MS,
  toStoredName,
} from '@/lib/shared/history/play-bounds';
import type { ImportedRow, ReadRow } from './imported-row';
import { itemsOf } from './json-items';
import type { ReadLimits } from './read-limits';
import { hasPlausibleTexts } from './spotify-rows';
import { UnreadableFile } from './unreadable-file';
import type { UploadedFile } from './uploaded-files';

/** Our own JSON export, version 1. Described in docs/export-format.md. */

/** Whether an entry goes by its name, because it has no id of Spotify's. */
export const isNamed = (id: string): boolean => id.startsWith('name:');

const text = z.string().transform(toStoredName);
const word = text.pipe(z.string().min(1).max(500));
/** Of a track, album or artist; one without an id of Spotify's has a name in its place. */
const entry = text.pipe(
  z
    .string()
    .min(1)
    .refine((id) => isNamed(id) || id.length <= 500),
);
/** The length of a track; one that no track can have is unknown. */
const length = z.int().min(1).max(LONGEST_PLAY_MS).nullable().catch(null);
const releaseDate = z.string().regex(RELEASE_DATE).nullable().catch(null);
const url = text.refine(isSpotifyImage).nullable().catch(null);

const reason = z
  .string()
  .regex(/^[a-z-]{1,40}$/)
  .nullable()
  .catch(null);

/** A place in Spotify. Places are shared by all listeners: the kind is in the address, whatever a file calls it. */
const KIND = /^spotify:(?:user:[^:]+:)?(album|artist|collection|playlist|show|track)(?::|$)/;
const context = z
  .object({ uri: word })
  .nullable()
  .transform((place) => {
    const type = KIND.exec(place?.uri ?? '')?.[1];
    return place && type ? { type, uri: place.uri } : null;
  })
  .catch(null);

const play = z.object({
  playedAt: z.iso.datetime(),
  track: entry,
  msPlayed: z.number().nullable(),
  sources: z.array(z.enum(PLAY_SOURCES)).min(1).max(PLAY_SOURCES.length),
  reports: z.array(z.object({ source: z.enum(PLAY_SOURCES), endedAt: z.iso.datetime() })).default([]),
  reasonStart: reason,
  reasonEnd: reason,
  skipped: z.boolean().nullable().catch(null),
  context,
});

const track = z.object({
  id: entry,
  name: text,
  durationMs: length,
  isrc: text.nullable(),
  explicit: z.boolean(),
  album: entry.nullable(),
  artists: z.array(entry).max(100),
});

const namesArtists = z.object({ artists: z.array(z.unknown()) });

const album = z.object({ id: entry, name: text, imageUrl: url, releaseDate });

const artist = z.object({ id: entry, name: text, imageUrl: url });

/** As we write it: a fraction of a second may have any length. The database knows no year 0. */
const instant = z.iso
  .datetime()
  .transform((written) => new Date(written).toISOString())
  .refine((at) => Date.parse(at) >= EARLIEST_PLAY_END);

const stretch = z.object({ from: instant, to: instant }).refine(({ from, to }) => from < to);

/** Of a file; an archive has a few: of its imports, and of its polls. */
const MOST_STRETCHES = 1_000;
/** Of a file: one a day for 13 years. */
const MOST_GAPS = 5_000;

const gap = stretch.and(
  z.object({
    missedAtMost: z.int().nonnegative().max(2_147_483_647),
    openedAt: instant,
    closedAt: instant.nullable(),
    closedBy: z.enum(['late_arrivals', 'import']).nullable(),
  }),
);

export type OwnTrack = z.output<typeof track>;
export type OwnAlbum = z.output<typeof album>;
export type OwnArtist = z.output<typeof artist>;
export type OwnGap = z.output<typeof gap>;
type Stretch = z.output<typeof stretch>;

/** The entities that the plays of an export refer to, by the ids that they use. */
export interface OwnCatalogue {
  tracks: Map<string, OwnTrack>;
  albums: Map<string, OwnAlbum>;
  artists: Map<string, OwnArtist>;
  gaps: OwnGap[];
  /** The time that the archive had, gaps included. */
  archived: Stretch[];
  /** Entries that could not be read, and those beyond what is read. */
  unreadable: number;
}

/**
 * Reads everything but the plays, which may stand before or behind it; memory grows with the number of tracks. Throws
 * UnreadableFile for a newer version, or for more music than memory holds.
 */
export async function readOwnCatalogue(
  file: UploadedFile,
  { limits, now }: { limits: ReadLimits; now: Date },
): Promise<OwnCatalogue> {
  const known: OwnCatalogue = {
    tracks: new Map(),
    albums: new Map(),
    artists: new Map(),
    gaps: [],
    archived: [],
    unreadable: 0,
  };
  let bytes = 0;
  let version: unknown;
  for await (const items of itemsOf(file, limits)) {
    for (const { list, key, value } of items) {
      if (list === null && key === 'version') version = value;
      if (list === null || list === 'plays') continue;
      if (!keep(known, list, value)) known.unreadable += 1;
      else if (MUSIC.has(list)) bytes += heldBytes(value);
    }
    if (bytes > limits.catalogueBytes) throw new UnreadableFile(tooMuchMusic(file.name));
  }
  requireVersion(version);
  const hasPassed = ({ to }: Stretch) => isPlausibleEnd(Date.parse(to), now);
  known.gaps = known.gaps.filter(hasPassed);
  known.archived = known.archived.filter(hasPassed);
  return known;
}

/** The lists that are held whole. */
const MUSIC = new Set(['tracks', 'albums', 'artists']);
/** Bytes that an entry, and each artist of a track, takes in memory beside its characters. */
const OF_AN_ENTRY = 200;
const OF_AN_ARTIST = 40;

/** Bytes of memory that an entry takes at most. */
function heldBytes(item: unknown): number {
  const { data } = namesArtists.safeParse(item);
  return Buffer.byteLength(JSON.stringify(item)) + OF_AN_ENTRY + OF_AN_ARTIST * (data?.artists.length ?? 0);
}

const tooMuchMusic = (name: string): string =>
  `${name} lists more music than can be read at once. Export it again in several parts, each of a few years.`;

function keep(known: OwnCatalogue, list: string, item: unknown): boolean {
  switch (list) {
    case 'tracks':
      return keepIn(known.tracks, track, item);
    case 'albums':
      return keepIn(known.albums, album, item);
    case 'artists':
      return keepIn(known.artists, artist, item);
    case 'gaps':
      return addTo(known.gaps, gap, item, MOST_GAPS);
    case 'archived':
      return addTo(known.archived, stretch, item, MOST_STRETCHES);
    default:
      // A list of a later minor version.
      return true;
  }
}

function addTo<T>(list: T[], schema: z.ZodType<T>, item: unknown, most: number): boolean {
  const { data } = schema.safeParse(item);
  if (data === undefined || list.length >= most) return false;
  list.push(data);
  return true;
}

function keepIn<T extends { id: string }>(map: Map<string, T>, schema: z.ZodType<T>, item: unknown): boolean {
  const entity = schema.safeParse(item).data;
  if (!entity || !hasPlausibleTexts(item)) return false;
  map.set(entity.id, entity);
  return true;
}

function requireVersion(version: unknown): void {
  if (typeof version === 'number' && Math.floor(version) === 1) return;
  throw new UnreadableFile(
    `This export has version ${String(version).slice(0, 20)} of the format; this application reads version 1. Update it first.`,
  );
}

/** A play of our own export; one whose track is missing from the file cannot be read. */
export function readOwnPlay(item: unknown, catalogue: OwnCatalogue, now: Date): ReadRow {
  const parsed = play.safeParse(item).data;
  const of = parsed && catalogue.tracks.get(parsed.track);
  if (!parsed || !of) return { refused: 'unreadable' };
  const at = Date.parse(parsed.playedAt);
  const reports = reportsOf(parsed);
  const isPlausible =
    reports.every((one) => isPlausibleEnd(one.at, now) && isPlausibleLength(Math.abs(one.at - at))) &&
    isPlausibleLength(parsed.msPlayed ?? 0) &&
    hasPlausibleTexts(item);
  if (!isPlausible) return { refused: 'outOfBounds' };
  return {
    row: {
      at,
      reports,
      track: isNamed(parsed.track) ? null : parsed.track,
      entry: parsed.track,
      name: of.name,
      artist: catalogue.artists.get(of.artists[0] ?? '')?.name ?? '',
      album: null,
      msPlayed: parsed.msPlayed === null ? null : Math.round(parsed.msPlayed),
      skipped: parsed.skipped,
      context: parsed.context,
      offline: null,
      offlineTimestamp: null,
      reasonStart: parsed.reasonStart,
      reasonEnd: parsed.reasonEnd,
    },
    writtenAt: at,
    lacksDetail: lacksDetail(item, parsed),
  };
}

/** Whether the file has something in place of what is kept as unknown: only the play itself has to be readable. */
function lacksDetail(
  item: unknown,
  { context, skipped, reasonStart, reasonEnd }: z.output<typeof play>,
): boolean {
  const read: Record<string, unknown> = { context, skipped, reasonStart, reasonEnd };
  return Object.entries(item ?? {}).some(([key, value]) => value !== null && read[key] === null);
}

/** A source without an end of its own in `reports` has that of the play. */
function reportsOf({ playedAt, sources, reports }: z.output<typeof play>): ImportedRow['reports'] {
  const ends = new Map(reports.map(({ source, endedAt }) => [source, endedAt]));
  return [...new Set(sources)].map((source) => ({ source, at: Date.parse(ends.get(source) ?? playedAt) }));
}
