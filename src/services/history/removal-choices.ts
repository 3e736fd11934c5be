import type { Database } from '@/lib/db/client';
import type { RemovalChoice, RemovalPreview } from '@/lib/shared/history/removal';
import { findArtistsOf } from '@/repositories/history/removal-repository';
import { previewRemoval } from './remove-plays';

interface OfferedRemoval extends RemovalPreview {
  choice: RemovalChoice;
}

/** How many artists of a track are offered. */
const MOST_ARTISTS = 5;

/**
 * What the listener may remove beside a choice, with the choice itself first: the session of a play, all plays of its
 * artists. Empty when the listener has no such play.
 */
export async function removalChoices(
  deps: { db: Database },
  userId: number,
  asked: RemovalChoice,
): Promise<OfferedRemoval[]> {
  const choices = asked.what === 'artist' ? [asked] : await aroundPlay(deps.db, asked);
  const offered: OfferedRemoval[] = [];
  for (const choice of choices) {
    const preview = await previewRemoval(deps, userId, choice);
    if (preview) offered.push({ ...preview, choice });
    else if (choice === choices[0]) return [];
  }
  // A session of one play is the play itself.
  return offered.filter(({ choice, plays }) => choice.what !== 'session' || plays > 1);
}

async function aroundPlay(
  db: Database,
  { playedAt, trackId }: Exclude<RemovalChoice, { what: 'artist' }>,
): Promise<RemovalChoice[]> {
  const artistIds = await findArtistsOf(db, trackId, MOST_ARTISTS);
  return [
    { what: 'play', playedAt, trackId },
    { what: 'session', playedAt, trackId },
    ...artistIds.map((artistId) => ({ what: 'artist' as const, artistId })),
  ];
}
