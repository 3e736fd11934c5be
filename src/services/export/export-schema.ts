import { z } from 'zod';
import { PLAY_SOURCES } from '@/lib/history/play-source';
import { count, instant } from '@/lib/shared/schema-parts';

/** What `jsonOf` writes: the contract of docs/export-format.md. */

const source = z.enum(PLAY_SOURCES);
/** Spotify's id, or `name:` and a key where only the name is known. */
const entityId = z.string().describe('Begins with `name:` where only the name is known.');
const stretch = { from: instant, to: instant };

const ExportedPlay = z
  .object({
    playedAt: instant.describe('When the play ended.'),
    track: entityId,
    msPlayed: count.nullable().describe('What an export of Spotify’s reported; null for a polled play.'),
    listenedMs: count.describe('What statistics count, or would.'),
    counted: z.boolean().describe('False where figures leave the play out.'),
    sources: z.array(source),
    reports: z
      .array(z.object({ source, endedAt: instant }))
      .describe('When the play ended by those sources that say otherwise than `playedAt`.'),
    skipped: z.boolean().nullable(),
    reasonStart: z.string().nullable(),
    reasonEnd: z.string().nullable(),
    context: z.object({ type: z.string(), uri: z.string() }).nullable(),
    archivedAt: instant.describe('When this archive first saw the play.'),
  })
  .meta({ id: 'ExportedPlay' });

const ExportedGap = z
  .object({
    ...stretch,
    missedAtMost: count,
    openedAt: instant,
    closedAt: instant.nullable(),
    closedBy: z.enum(['late_arrivals', 'import']).nullable(),
  })
  .meta({ id: 'ExportedGap' });

const ExportedTrack = z
  .object({
    id: entityId,
    name: z.string(),
    durationMs: count.nullable(),
    isrc: z.string().nullable(),
    explicit: z.boolean(),
    isClaim: z.boolean().describe('Known from a file alone; Spotify has not listed it yet.'),
    album: entityId.nullable(),
    artists: z.array(entityId),
  })
  .meta({ id: 'ExportedTrack' });

const ExportedAlbum = z
  .object({
    id: entityId,
    name: z.string(),
    imageUrl: z.string().nullable(),
    releaseDate: z.string().nullable().describe('A year, a month or a day.'),
  })
  .meta({ id: 'ExportedAlbum' });

const ExportedArtist = z
  .object({
    id: entityId,
    name: z.string(),
    genres: z.array(z.string()),
    genresSource: z.string().nullable(),
    imageUrl: z.string().nullable(),
  })
  .meta({ id: 'ExportedArtist' });

export const ExportedArchive = z
  .object({
    format: z.literal('audiospective-export'),
    version: z.literal(1),
    exportedAt: instant,
    listener: z.object({ name: z.string(), spotifyId: z.string(), timeZone: z.string() }),
    range: z
      .object({ from: instant.nullable(), to: instant.nullable() })
      .describe('Half open; null means no end on that side.'),
    plays: z.array(ExportedPlay).describe('Oldest first.'),
    gaps: z.array(ExportedGap),
    archived: z
      .array(z.object(stretch))
      .describe('The stretches of the range that the archive has, gaps included.'),
    tracks: z.array(ExportedTrack),
    albums: z.array(ExportedAlbum),
    artists: z.array(ExportedArtist),
  })
  .meta({ id: 'ExportedArchive' });
