import { comeToRest } from './come-to-rest';
import { deliverDue, signIn, survives, tick } from './passing-time';
import { brewFaults, CHANCES, LATEST_TICK_MS } from './weather';
import { count, createWorld, START, type World } from './world';

const HOUR = 3_600_000;

/**
 * One seed: some days of one installation in virtual time, with its own machine, listeners and weather. Ticks are
 * lost, doubled and late; connections break; workers are killed; tokens are revoked; Spotify has its faults.
 * It ends with calm hours and a sign-in of everyone, so that whatever can still be found is found.
 */
export async function liveThrough(db: World['db'], seed: number, days: number): Promise<World> {
  const world = createWorld(db, seed, days);
  const { stage, calmFrom } = world;
  for (const life of world.listeners) await survives(world, () => signIn(world, life));
  await deliverDue(world, START.getTime() + 1);
  for (let hour = START.getTime(); hour < calmFrom; hour += HOUR) {
    await liveHour(world, hour);
    stage.clock.advance(Math.max(0, hour + HOUR - stage.clock.now().getTime()));
  }
  await comeToRest(world);
  return world;
}

async function liveHour(world: World, hour: number): Promise<void> {
  const { stage, random, machine } = world;
  for (const life of world.listeners) {
    if (random() >= CHANCES.revocation) continue;
    count(world, 'revoked');
    stage.simulator.control.revoke(life.id);
  }
  if (random() < CHANCES.outageBegins) {
    count(world, 'outage');
    world.downUntil = hour + Math.ceil(random() * 20) * HOUR;
  }
  const isOn = machine.isOn(hour) && hour >= world.downUntil;
  const hasWoken = isOn && !world.wasOn;
  world.wasOn = isOn;
  if (!isOn) return count(world, 'tick lost, nothing ran');
  brewFaults(stage.simulator, random);
  if (hasWoken || random() < CHANCES.storeForgets) stage.forgetStore();
  if (random() < CHANCES.comesBack) await signInAgain(world);
  const isLate = hasWoken || random() < CHANCES.tickLate;
  if (isLate) {
    count(world, 'tick late');
    await deliverDue(world, hour + Math.floor(random() * LATEST_TICK_MS));
  }
  if (random() < CHANCES.tickLost) count(world, 'tick lost');
  else await tick(world, new Date(hour));
  if (random() < CHANCES.tickDoubled) {
    count(world, 'tick doubled');
    await deliverDue(world, stage.clock.now().getTime() + Math.floor(random() * LATEST_TICK_MS) / 2);
    await tick(world, new Date(hour));
  }
  await deliverDue(world, hour + HOUR);
}

/** Disconnected listeners notice it now and then, and connect again. */
async function signInAgain(world: World): Promise<void> {
  const cutOff = await world.db.user.findMany({ where: { isActive: false }, select: { spotifyId: true } });
  for (const life of world.listeners.filter(({ id }) => cutOff.some((user) => user.spotifyId === id))) {
    count(world, 'signed in again');
    await survives(world, () => signIn(world, life));
  }
}
