import { z } from 'zod';
import type { NextSync } from '@/lib/shared/archival/next-sync';
import { count, instant, milliseconds, rowId } from '@/lib/shared/schema-parts';

/** What the connection check shows, in the order in which the parts depend on each other. Times are ISO 8601 UTC. */
export interface ConnectionCheck {
  /** Of the first sign-in. */
  since: string;
  connection: Connection;
  /** When the listener last authorised the archive on Spotify's page. */
  authorizedAt: string | null;
  /** Whether the last sign-in allowed to ask what plays now. */
  allowsNowPlaying: boolean;
  archive: ArchiveState;
  countedPlays: number;
  /** Of these plays; null while none counts. */
  totals: { estimatedPlays: number; firstPlayAt: string } | null;
  /** Whether there are plays that would count if they were not left out of statistics. */
  hasLeftOut: boolean;
}

/** What the dashboard shows beside the statistics. */
export interface Dashboard extends ConnectionCheck {
  recentPlays: ListedPlay[];
  openGaps: PlacedGap[];
}

export const RecentPlay = z.object({
  playedAt: instant,
  trackId: rowId,
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  albumName: z.string().nullable(),
  imageUrl: z.string().nullable(),
  listenedMs: milliseconds,
  isEstimate: z
    .boolean()
    .describe('True where listenedMs is an estimate (Spotify’s recent plays carry no listened time).'),
});
export type RecentPlay = z.output<typeof RecentPlay>;

/** A play as the history lists it. */
export interface ListedPlay extends RecentPlay {
  isLeftOut: boolean;
}

export interface ArchiveState {
  /** With success. */
  lastPolledAt: string | null;
  /** Syncs that failed since then. */
  failedSyncs: number;
  nextSync: NextSync;
  everyMinutes: number;
}

export const OpenGap = z
  .object({ from: instant, to: instant, missedAtMost: count })
  .meta({ id: 'OpenGap', description: 'Plays may be missing between these instants.' });
export type OpenGap = z.output<typeof OpenGap>;

const days = { expiresAt: instant, daysLeft: count };

/** A gap with the page of the history that has it, right after the first play behind it. */
export interface PlacedGap extends z.output<typeof OpenGap> {
  cursor: string;
}

/** Spotify ends every connection six months after the listener authorised it. */
export const Connection = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('connected'), ...days }),
    z.object({ state: z.literal('expiring'), ...days }).describe('30 days or fewer are left.'),
    z.object({
      state: z.literal('needs_reconnect'),
      since: instant.nullable(),
      byListener: z.literal(true).optional().describe('The listener ended it.'),
    }),
  ])
  .meta({ id: 'Connection' });
export type Connection = z.output<typeof Connection>;

/** The latest sync that the listener requested; `status` always ends. */
export const ArchiveRequestStatus = z
  .object({
    id: rowId,
    status: z.enum(['queued', 'running', 'succeeded', 'failed']),
    requestedAt: instant,
    finishedAt: instant.nullable(),
    newPlays: count.nullable(),
    rejectedItems: count
      .nullable()
      .describe(
        'Items of Spotify’s answer that could not be read as plays; those of earlier syncs too, while Spotify lists them.',
      ),
    failure: z
      .string()
      .nullable()
      .describe(
        'A stable code: reconnect_needed, not_registered, spotify_paused, spotify_unavailable, timed_out, internal.',
      ),
  })
  .meta({ id: 'ArchiveRequestStatus' });
export type ArchiveRequestStatus = z.output<typeof ArchiveRequestStatus>;
