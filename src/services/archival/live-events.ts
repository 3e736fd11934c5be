import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import type { LiveNews, LiveState } from '@/lib/shared/archival/live-state';
import { sentInstant } from '@/lib/shared/schema-parts';
import { SECOND } from '@/lib/shared/time';
import { findLiveState } from '@/repositories/archival/find-live-state';

/** How often the database is asked: four rows by key for each open page, and the plays that it does not show yet. */
const EVERY_MS = 5 * SECOND;

export const LiveQuery = z.object({
  seconds: z.coerce
    .number()
    .int()
    .min(1)
    .max(300)
    .default(300)
    .describe('How long the stream stays open; a browser then opens the next one by itself.'),
  since: sentInstant.optional().describe('The newest play that is known: `newer` counts those after it.'),
});

/** What an open page compares with later events; null when there is no such listener. */
export async function liveStateOf({ db }: Pick<Deps, 'db'>, userId: number): Promise<LiveState | null> {
  const news = await newsFor({ db }, userId, null);
  if (!news) return null;
  const { plays, newestPlayAt, lastPolledAt } = news;
  return { plays, newestPlayAt, lastPolledAt };
}

async function newsFor(
  { db }: Pick<Deps, 'db'>,
  userId: number,
  since: string | null,
): Promise<LiveNews | null> {
  const found = await findLiveState(db, userId, since === null ? null : new Date(since));
  return (
    found && {
      plays: found.plays,
      newestPlayAt: found.newestPlayAt?.toISOString() ?? null,
      lastPolledAt: found.lastPolledAt?.toISOString() ?? null,
      since,
      newer: found.newer,
    }
  );
}

/**
 * What changes in a listener's archive, as server-sent events: `state` with LiveNews at once, and whenever it changed.
 * Polls the database, so it does not matter which process wrote the plays.
 */
export async function* liveEvents(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  { seconds, since }: z.output<typeof LiveQuery>,
): AsyncGenerator<string> {
  const until = clock.now().getTime() + seconds * SECOND;
  yield 'retry: 5000\n\n';
  for (let lastText = ''; ; ) {
    const state = await newsFor({ db }, userId, since ?? null);
    if (!state) return;
    const text = JSON.stringify(state);
    // A comment keeps proxies from closing an idle connection.
    yield text === lastText ? ': nothing new\n\n' : `event: state\ndata: ${text}\n\n`;
    lastText = text;
    const left = until - clock.now().getTime();
    if (left <= 0) return;
    await clock.sleep(Math.min(EVERY_MS, left));
  }
}
