import type { Deps } from '@/lib/deps';
import { SECOND } from '@/lib/shared/time';
import { askWithCredentials } from '@/lib/spotify/app-credentials';
import { readDatabaseTime } from '@/repositories/operations/database-time';
import type { SpotifyDeps } from './check-spotify';
import { type Finding, fine, problem, warning } from './finding';

/** Signatures of messages and the ends of tokens bear no more. */
const BROKEN_MS = 30 * SECOND;
const NOTICEABLE_MS = 5 * SECOND;
const REMEDY = 'Synchronise the clocks (timedatectl set-ntp true), of this machine first.';

export type ClockDeps = SpotifyDeps & Pick<Deps, 'db' | 'clock'>;

/** Whether this machine's clock agrees with the database's and with Spotify's. */
export async function checkClock({ db, clock, fetch: fetcher, spotify }: ClockDeps): Promise<Finding[]> {
  const database = await differenceTo(clock, () => readDatabaseTime(db));
  const atSpotify = await differenceTo(clock, async () => {
    const answer = await askWithCredentials(fetcher, spotify);
    return answer.kind === 'accepted' ? answer.at : null;
  });
  const found = [judge('the database', database), judge('Spotify', atSpotify)].filter((f) => f !== null);
  return found.length > 0 ? found : [fine('The clock agrees with the database and with Spotify.')];
}

/** Milliseconds that this clock is ahead, at least: the other was read at some moment of the call. Null when unknown. */
async function differenceTo(clock: Deps['clock'], read: () => Promise<Date | null>): Promise<number | null> {
  const before = clock.now().getTime();
  const other = await read();
  const after = clock.now().getTime();
  if (other === null) return null;
  // A Date header has whole seconds.
  if (other.getTime() + SECOND < before) return before - other.getTime() - SECOND;
  return Math.min(0, after - other.getTime());
}

function judge(whose: string, ahead: number | null): Finding | null {
  if (ahead === null || Math.abs(ahead) < NOTICEABLE_MS) return null;
  const seconds = Math.round(Math.abs(ahead) / SECOND);
  const message = `This clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} that of ${whose}.`;
  return Math.abs(ahead) < BROKEN_MS ? warning(message, REMEDY) : problem(message, REMEDY);
}
