import { createTokenSeal } from '@/lib/token-seal';
import type { ListenerLife } from '../../../simulator/life/listener-life';
import type { Installation } from './installation';

const USERS_PER_INSERT = 1_000;
/** They listen around the clock, so that each hour has work. */
const EVERY_HOUR = Array.from({ length: 24 }, () => 1);

interface Listeners {
  count: number;
  playsPerDay: number;
  /** Nothing was played before. */
  startsAt: Date;
}

/** Signs in this many listeners with lives of their own. */
export async function signInListeners(
  { db, spotify, clock, tokenKeys }: Installation,
  { count, playsPerDay, startsAt }: Listeners,
): Promise<ListenerLife[]> {
  const seal = createTokenSeal(tokenKeys);
  const { control } = spotify.simulator;
  const hours = { weekday: EVERY_HOUR, weekend: EVERY_HOUR };
  const pace = { playsPerDay, silentDays: 0, skips: 0.1, hours };
  const now = clock.now();
  const lives = Array.from({ length: count }, (_, index) =>
    control.addListener({ id: `listener-${index + 1}`, startsAt: startsAt.getTime(), pace }),
  );
  const users = lives.map(({ id: spotifyId }, index) => {
    const { accessToken, refreshToken, expiresAt } = control.issueTokens(spotifyId);
    const id = index + 1;
    return {
      id,
      spotifyId,
      authorizedAt: now,
      createdAt: now,
      accessToken: seal.seal(accessToken, { userId: id, column: 'access_token' }),
      refreshToken: seal.seal(refreshToken, { userId: id, column: 'refresh_token' }),
      tokenExpiresAt: new Date(expiresAt),
    };
  });
  for (let from = 0; from < users.length; from += USERS_PER_INSERT) {
    await db.user.createMany({ data: users.slice(from, from + USERS_PER_INSERT) });
  }
  return lives;
}
