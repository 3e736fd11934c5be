import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { scheduleArchive } from '@/services/archival/tick';
import { requestArchive } from '@/services/archival-service';
import type { ListenerLife } from '../../simulator/life/listener-life';
import { deliver } from '../support/deliver-messages';
import { OutsideFault } from '../support/effects';
import type { Waiting } from '../support/virtual-queue';
import { CHANCES, REDELIVERY_MS } from './weather';
import { count, type World } from './world';

const HOUR = 3_600_000;

/** As in the product: a sign-in starts a sync at once. */
export async function signIn({ stage }: World, life: ListenerLife): Promise<void> {
  const id = await stage.signIn(life.id, { timeZone: life.timeZone });
  await requestArchive(stage.deps, id, 'sign_in');
}

/** One tick, tried again when it fails, as QStash does. */
export async function tick(world: World, scheduledFor: Date): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await survives(world, () => scheduleArchive(world.stage.deps, { scheduledFor }))) return;
    world.stage.clock.advance(REDELIVERY_MS[0]);
  }
  count(world, 'tick given up');
}

/** Delivers what is due until a moment, now and then twice, and again after a failure; then it is that moment. */
export async function deliverDue(world: World, until: number): Promise<void> {
  const { stage, random } = world;
  const attempts = new Map<Waiting['message'], number>();
  for (;;) {
    const dueAt = stage.queue.nextDueAt();
    if (dueAt === undefined || dueAt >= until) break;
    stage.clock.advance(Math.max(0, dueAt - stage.clock.now().getTime()));
    const next = stage.queue.take();
    if (!next || (isEnrichment(next) && random() < CHANCES.enrichmentLost)) continue;
    const done = await survives(world, () => deliver(stage.deps, next.message));
    if (random() < CHANCES.deliveredTwice) await survives(world, () => deliver(stage.deps, next.message));
    if (done) continue;
    const attempt = attempts.get(next.message) ?? 0;
    const wait = REDELIVERY_MS[attempt];
    attempts.set(next.message, attempt + 1);
    if (wait === undefined) count(world, 'message given up');
    else stage.queue.putBack(next, wait);
  }
  stage.clock.advance(Math.max(0, until - stage.clock.now().getTime()));
}

const isEnrichment = ({ message }: Waiting): boolean => message.path === '/api/queue/enrich-artists';

/** One delivery to one process: false when the process was killed, or the answer was an expected outage. */
export async function survives({ gate }: World, work: () => Promise<unknown>): Promise<boolean> {
  try {
    return await gate.live(work);
  } catch (error) {
    if (isDatabaseUnavailable(error) || error instanceof OutsideFault) return false;
    throw error;
  }
}

/** A tick, and the hour that follows. */
export async function tickAnHour(world: World): Promise<void> {
  const now = world.stage.clock.now();
  await tick(world, now);
  await deliverDue(world, now.getTime() + HOUR);
}
