import { requestArchive } from '@/services/archival-service';
import { listenHastily, tellOfflinePlays } from './lives';
import { deliverDue, signIn, survives, tick, tickAnHour } from './passing-time';
import { pausesAfter } from './rate-limit-pause';
import type { World } from './world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Every other seed has a tick that is delivered three times, the others a rate-limit pause. */
const isTickedThrice = (seed: number) => seed % 2 === 0;

/** In one seed of twenty a listener skips through many tracks, which takes many more polls. */
const isHeavy = (seed: number) => seed % 20 === 5;

/** The weather ends and everyone signs in again; some more ticks, and all that they set going comes to an end. */
export async function comeToRest(world: World): Promise<void> {
  const { stage } = world;
  world.rateLimitPauses = pausesAfter(0, stage.simulator);
  stage.simulator.control.clearFaults();
  stage.clock.advance(24 * HOUR);
  for (const life of world.listeners) await survives(world, () => signIn(world, life));
  await deliverDue(world, stage.clock.now().getTime() + 1);
  if (isTickedThrice(world.seed)) await tickThrice(world);
  for (const life of world.listeners) tellOfflinePlays(stage, life, stage.clock.now().getTime() - HOUR / 2);
  if (!isTickedThrice(world.seed)) await requestDuringPause(world);
  await tickAnHour(world);
  if (isHeavy(world.seed)) await listenHeavily(world);
  failOnce(world);
  world.lastTickAt = stage.clock.now().getTime();
  await tickAnHour(world);
  const latest = stage.clock.now().getTime() + 48 * HOUR;
  while ((stage.queue.nextDueAt() ?? latest) < latest)
    await deliverDue(world, stage.clock.now().getTime() + HOUR);
}

/** The same tick comes again while the queue still knows its messages, and when it has forgotten them. */
async function tickThrice(world: World): Promise<void> {
  const now = world.stage.clock.now();
  const from = now.getTime();
  for (const minutes of [2, 20, 60]) {
    await tick(world, now);
    await deliverDue(world, from + minutes * MINUTE);
  }
  world.tickedThrice = { from, until: from + HOUR };
}

/** One listener plays twice as much in an hour as Spotify lists. */
async function listenHeavily(world: World): Promise<void> {
  const { stage, listeners } = world;
  const [life] = listeners;
  if (!life) throw new Error('Nobody lives here');
  world.heavyFrom = listenHastily(stage, life, stage.clock.now().getTime());
  await tickAnHour(world);
}

/** One listener cannot be read at the last tick, and is again a minute later: the retry must do it, no tick follows. */
function failOnce({ stage, listeners }: World): void {
  const listener = listeners[0]?.id;
  const match = { path: /recently-played/, ...(listener ? { listener } : {}) };
  stage.simulator.control.addFault({ match, times: 3, fault: { kind: 'server_error' } });
}

/** A rate-limit pause of 15 minutes. Meanwhile another process starts, and a listener requests a sync. */
async function requestDuringPause(world: World): Promise<void> {
  const { stage, db, listeners } = world;
  const { control } = stage.simulator;
  const now = stage.clock.now();
  control.addFault({ match: { path: /^\/v1\// }, fault: { kind: 'rate_limited', retryAfterSeconds: 900 } });
  await tick(world, now);
  await deliverDue(world, now.getTime() + HOUR / 12);
  stage.restart();
  const { id } = await db.user.findUniqueOrThrow({ where: { spotifyId: listeners[0]?.id ?? '' } });
  await survives(world, () => requestArchive(stage.deps, id, 'manual'));
  await deliverDue(world, now.getTime() + HOUR);
  world.rateLimitPauses.push(...pausesAfter(world.rateLimitPauses.length, stage.simulator));
}
