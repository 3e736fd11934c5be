import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';

/** `round` tells apart the messages of one chain of rounds; whom to ask for is in the database. */
export const musicbrainzSchema = z.object({ round: z.number().int().nonnegative().default(0) });

// Longer than the rest after a round: what comes within that rest is dropped.
const AFTER_ENRICHMENT_SECONDS = 5;

/** Begins a chain of rounds after a round of enrichment, which may have brought artists without genres. */
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
