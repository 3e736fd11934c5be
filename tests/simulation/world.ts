import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { requestArchive, scheduleArchive } from '@/services/archival-service';
import type { ListenerLife } from '../../simulator/life/listener-life';
import { type ArchiveStage, createStage } from '../support/archive-stage';
import { deliver } from '../support/deliver-messages';
import { type Blow, EffectGate, OutsideFault } from '../support/effects';
import type { Waiting } from '../support/virtual-queue';
import { addListeners, tellOfflinePlays } from './lives';
import { type Machine, machineOf } from './machine';
import { seededRandom } from './seeded-random';
import { type Silence, silencesAfter } from './silence';
import { brewFaults, CHANCES, LATEST_TICK_MS, lifeOfAccessTokens, REDELIVERY_MS } from './weather';

const HOUR = 3_600_000;
const BLOWS: Blow[] = ['fail_before', 'fail_after', 'kill_before', 'kill_after'];
const START = new Date('2026-03-02T10:00:00Z');

export interface World {
  stage: ArchiveStage;
  /** The database without the gate's blows: for looking, not for working. */
  db: ArchiveStage['deps']['db'];
  gate: EffectGate;
  random: () => number;
  machine: Machine;
  listeners: ListenerLife[];
  /** How much befell it, for the report. */
  befell: Record<string, number>;
  /** ms UTC of the first sign-in. */
  startsAt: number;
  /** ms UTC from which on nothing goes wrong any more. */
  calmFrom: number;
  /** ms UTC until which nothing of ours runs, whatever the machine does. */
  downUntil: number;
  wasOn: boolean;
  /** When Spotify asked for silence, ms UTC. */
  silences: Silence[];
  /** When an answer of Spotify's was lost on its way, ms UTC: what it asked for is not known to anybody. */
  answersLostAt: number[];
  /** ms UTC of the very last tick. */
  lastTickAt: number;
}

/**
 * One seed: some days of one installation in virtual time, with its own machine, listeners and weather. Ticks are
 * lost, doubled and late; connections break; workers are killed; tokens are revoked; Spotify has its faults.
 * It ends with calm hours and a sign-in of everyone, so that whatever can still be found is found.
 */
export async function liveThrough(
  db: ArchiveStage['deps']['db'],
  seed: number,
  days: number,
): Promise<World> {
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

function createWorld(db: ArchiveStage['deps']['db'], seed: number, days: number): World {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1));
  const befell: Record<string, number> = {};
  const calmFrom = START.getTime() + (days * 24 - 4) * HOUR;
  const isCalm = () => stage.clock.now().getTime() >= calmFrom || stage.clock.now() <= START;
  const answersLostAt: number[] = [];
  const strike = blows(random, befell, isCalm);
  const gate = new EffectGate((index, effect) => {
    const blow = strike(index, effect);
    const isLost = effect.startsWith('fetch') && blow?.endsWith('after');
    if (isLost) answersLostAt.push(stage.clock.now().getTime());
    return blow;
  });
  const stage = createStage(db, {
    startsAt: START,
    around: gate.around,
    random,
    seed,
    listeners: [],
    accessTokenLifeMs: lifeOfAccessTokens(random),
    isBrief: true,
  });
  const machine = machineOf(seed, random);
  const listeners = addListeners(stage, seed, random, START.getTime());
  const startsAt = START.getTime();
  const parts = { stage, db, gate, random, machine, listeners, befell };
  return {
    ...parts,
    startsAt,
    calmFrom,
    downUntil: 0,
    wasOn: true,
    silences: [],
    answersLostAt,
    lastTickAt: 0,
  };
}

const blows =
  (random: () => number, befell: Record<string, number>, isCalm: () => boolean) =>
  (_index: number, effect: string): Blow | null => {
    if (isCalm() || random() >= CHANCES.struck) return null;
    const blow = BLOWS[Math.floor(random() * BLOWS.length)] ?? 'kill_after';
    befell[`${blow} ${effect.split(/[ .]/)[0]}`] = (befell[`${blow} ${effect.split(/[ .]/)[0]}`] ?? 0) + 1;
    return blow;
  };

const count = ({ befell }: World, what: string) => {
  befell[what] = (befell[what] ?? 0) + 1;
};

/** As the product does it: whoever signs in has an archive at once. */
async function signIn({ stage }: World, life: ListenerLife): Promise<void> {
  const id = await stage.signIn(life.id, { timeZone: life.timeZone });
  await requestArchive(stage.deps, id, 'sign_in');
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

/** Whoever was cut off notices now and then, and connects again. */
async function signInAgain(world: World): Promise<void> {
  const cutOff = await world.db.user.findMany({ where: { isActive: false }, select: { spotifyId: true } });
  for (const life of world.listeners.filter(({ id }) => cutOff.some((user) => user.spotifyId === id))) {
    count(world, 'signed in again');
    await survives(world, () => signIn(world, life));
  }
}

async function tick(world: World, scheduledFor: Date): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await survives(world, () => scheduleArchive(world.stage.deps, { scheduledFor }))) return;
    world.stage.clock.advance(REDELIVERY_MS[0]);
  }
  count(world, 'tick given up');
}

/** Delivers what is due until a moment, now and then twice, and again after a failure; then it is that moment. */
async function deliverDue(world: World, until: number): Promise<void> {
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
async function survives({ gate }: World, work: () => Promise<unknown>): Promise<boolean> {
  try {
    return await gate.live(work);
  } catch (error) {
    if (isDatabaseUnavailable(error) || error instanceof OutsideFault) return false;
    throw error;
  }
}

/** The weather ends and everyone signs in again; four more ticks, and all that they set going comes to an end. */
async function comeToRest(world: World): Promise<void> {
  const { stage } = world;
  world.silences = silencesAfter(0, stage.simulator);
  stage.simulator.control.clearFaults();
  stage.clock.advance(24 * HOUR);
  for (const life of world.listeners) await survives(world, () => signIn(world, life));
  await tickAnHour(world);
  for (const life of world.listeners) tellOfflinePlays(stage, life, stage.clock.now().getTime() - HOUR / 2);
  await askInSilence(world);
  await tickAnHour(world);
  failOnce(world);
  world.lastTickAt = stage.clock.now().getTime();
  await tickAnHour(world);
  const patience = stage.clock.now().getTime() + 48 * HOUR;
  while ((stage.queue.nextDueAt() ?? patience) < patience)
    await deliverDue(world, stage.clock.now().getTime() + HOUR);
}

/** One listener cannot be read at the last tick, and is again a minute later: the retry must do it, no tick follows. */
function failOnce({ stage, listeners }: World): void {
  const listener = listeners[0]?.id;
  const match = { path: /recently-played/, ...(listener ? { listener } : {}) };
  stage.simulator.control.addFault({ match, times: 3, fault: { kind: 'server_error' } });
}

async function tickAnHour(world: World): Promise<void> {
  const now = world.stage.clock.now();
  await tick(world, now);
  await deliverDue(world, now.getTime() + HOUR);
}

/** Spotify wants a quarter of an hour of silence, and somebody presses the button meanwhile. */
async function askInSilence(world: World): Promise<void> {
  const { stage, db, listeners } = world;
  const { control } = stage.simulator;
  const now = stage.clock.now();
  control.addFault({ match: { path: /^\/v1\// }, fault: { kind: 'rate_limited', retryAfterSeconds: 900 } });
  await tick(world, now);
  await deliverDue(world, now.getTime() + HOUR / 12);
  const { id } = await db.user.findUniqueOrThrow({ where: { spotifyId: listeners[0]?.id ?? '' } });
  await survives(world, () => requestArchive(stage.deps, id, 'manual'));
  await deliverDue(world, now.getTime() + HOUR);
  world.silences.push(...silencesAfter(world.silences.length, stage.simulator));
}
