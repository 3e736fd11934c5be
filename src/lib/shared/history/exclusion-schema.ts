import { z } from 'zod';
import { count, instant, rowId } from '@/lib/shared/schema-parts';

const time = z.string().describe('HH:MM on the clock of the zone.');

export const Exclusion = z
  .object({
    id: rowId,
    kind: z
      .enum(['artist', 'album', 'track', 'playlist', 'span', 'hours'])
      .describe(
        'A track means all its releases; span: plays that ended then; hours: at these hours of any day.',
      ),
    entityId: rowId.nullable().describe('The key of the artist, album or track.'),
    name: z.string().nullable().describe('Of the artist, album or track.'),
    artists: z.array(z.string()).describe('Of the album or track.'),
    uri: z.string().nullable().describe('The playlist, as Spotify writes it.'),
    span: z.object({ from: instant, to: instant }).nullable().describe('Half open.'),
    hours: z
      .object({ from: time, to: time, timeZone: z.string() })
      .nullable()
      .describe('Half open; they may reach over midnight.'),
    createdAt: instant,
  })
  .meta({ id: 'Exclusion' });

export const ExclusionList = z
  .object({
    exclusions: z.array(Exclusion).describe('The newest first; at most 200.'),
    plays: count.describe('Plays that are left out now.'),
    check: z
      .object({
        plays: count.describe('Plays in all.'),
        checkedPlays: count.describe('Plays compared so far.'),
        requestedAt: instant,
        isStalled: z.boolean().describe('No progress for minutes; it goes on within the hour.'),
      })
      .nullable()
      .describe('Null unless figures still follow the last change.'),
  })
  .meta({ id: 'ExclusionList' });
