import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import { storeRefreshedTokens } from '@/repositories/archival/listener-token-repository';

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.number() });

/**
 * A restarted simulator does not know the tokens that it issued before, unlike Spotify. Connected listeners get new ones,
 * as if it did. Listeners that it does not have stay unchanged.
 */
export async function renewConnections(
  { db, seal }: Pick<Deps, 'db' | 'seal'>,
  spotifyUrl: string,
): Promise<void> {
  const connected = await db.user.findMany({
    where: { isActive: true, refreshToken: { not: null } },
    select: { id: true, spotifyId: true, tokenVersion: true },
  });
  for (const { id, spotifyId, tokenVersion } of connected) {
    const answer = await fetch(`${spotifyUrl}/control/tokens`, {
      method: 'POST',
      body: JSON.stringify({ listener: spotifyId }),
    });
    if (!answer.ok) continue;
    const { accessToken, refreshToken, expiresAt } = tokensSchema.parse(await answer.json());
    await storeRefreshedTokens(db, id, tokenVersion, {
      accessToken: seal.seal(accessToken, { userId: id, column: 'access_token' }),
      refreshToken: seal.seal(refreshToken, { userId: id, column: 'refresh_token' }),
      tokenExpiresAt: new Date(expiresAt),
    });
  }
}
