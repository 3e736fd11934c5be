import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';

/** `round` makes the messages of one chain of rounds distinct; which artists to request is in the database. */
export const musicbrainzSchema = z.object({ round: z.int().nonnegative().default(0) });

// Longer than the pause after a round: a message that arrives during the pause is dropped.
const AFTER_ENRICHMENT_SECONDS = 5;

/** Starts a chain of rounds after Spotify's details arrived, some without genres. */
export function musicbrainzKickOff(now: Date, enrichmentRound: number): QueueMessage {
  return {
    path: '/api/queue/musicbrainz-genres',
    body: { round: 0 },
    deduplicationId: `musicbrainz:${now.toISOString().slice(0, 13)}:after:${enrichmentRound}`,
    delaySeconds: AFTER_ENRICHMENT_SECONDS,
  };
}

/** The next round of a chain. */
export function musicbrainzMessage(now: Date, round: number, delaySeconds: number): QueueMessage {
  return {
    path: '/api/queue/musicbrainz-genres',
    body: { round },
    deduplicationId: `musicbrainz:${now.toISOString().slice(0, 13)}:${round}`,
    delaySeconds,
  };
}
