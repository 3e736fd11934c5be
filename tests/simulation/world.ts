import { createHash } from 'node:crypto';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { requestArchive, scheduleArchive } from '@/services/archival-service';
import type { ListenerLife } from '../../simulator/life/listener-life';
import { builtInListeners } from '../../simulator/life/scenarios';
import { type ArchiveStage, createStage } from '../support/archive-stage';
import { deliver } from '../support/deliver-messages';
import { type Blow, EffectGate, OutsideFault } from '../support/effects';
import type { Waiting } from '../support/virtual-queue';
import { seededRandom } from './seeded-random';
import { brewFaults, CHANCES } from './weather';

const HOUR = 3_600_000;
/** As QStash waits between the deliveries of one message. */
const REDELIVERY_MS = [12_000, 150_000, 1_800_000];
const BLOWS: Blow[] = ['fail_before', 'fail_after', 'kill_before', 'kill_after'];
const SCENARIOS = ['regular', 'quiet', 'heavy', 'heavy', 'gap', 'gap', 'traveller', 'traveller'];
const START = new Date('2026-03-02T10:00:00Z');
/** Half a day, not an hour: a refresh every tick would tell nothing new and cost half of the run. */
const TOKEN_LIFE_MS = 12 * HOUR;
/** Where a laptop is the server, it sleeps from one to eight in the morning (UTC). */
const ASLEEP = { from: 1, to: 8 };

interface SimulatedStage extends ArchiveStage {
  /** Without the gate's blows: for looking, not for working. */
  plainDb: ArchiveStage['deps']['db'];
  /** ms UTC until which nothing of ours runs. */
  downUntil: number;
  isCalm: boolean;
  /** Sleeps at night. */
  isLaptop: boolean;
}

export interface World {
  stage: SimulatedStage;
  listeners: ListenerLife[];
  /** How much befell it, for the report. */
  befell: Record<string, number>;
}

/**
 * Days of a hosted service in virtual time: the listeners of several seeds, each with a life of its own,
 * under lost, doubled and late ticks, outages, broken connections, killed workers, revoked tokens and Spotify's faults.
 * It ends with calm hours and a sign-in of everyone, so that whatever can still be found is found.
 */
export async function liveThrough(
  db: ArchiveStage['deps']['db'],
  seeds: readonly number[],
  days: number,
): Promise<World> {
  const random = seededRandom(seeds.reduce((a, b) => Math.imul(a, 31) + b, 7));
  const befell: Record<string, number> = {};
  const gate: EffectGate = new EffectGate(blows(random, befell, () => stage.isCalm));
  const stage: SimulatedStage = Object.assign(
    createStage(db, {
      startsAt: START,
      around: gate.around,
      random,
      seed: 1,
      listeners: [],
      accessTokenLifeMs: TOKEN_LIFE_MS,
      isBrief: true,
    }),
    { plainDb: db, downUntil: 0, isCalm: false, isLaptop: (seeds[0] ?? 0) % 3 !== 0 },
  );
  const world: World = { stage, listeners: seeds.map((seed) => addListener(stage, seed)), befell };
  for (const life of world.listeners) await stage.signIn(life.id, { timeZone: life.timeZone });
  const calmFrom = START.getTime() + (days * 24 - 4) * HOUR;
  for (let hour = START.getTime(); hour < calmFrom; hour += HOUR) await liveHour(world, gate, random, hour);
  await comeToRest(world, gate);
  return world;
}

/** One life a seed, drawn from the simulator's: most of them fill Spotify's window, skip or travel. */
function addListener({ simulator: { control } }: ArchiveStage, seed: number): ListenerLife {
  const random = seededRandom(seed);
  const scenario = SCENARIOS[Math.floor(random() * SCENARIOS.length)];
  const base = builtInListeners(START.getTime()).find(({ id }) => id === scenario);
  if (!base?.pace) throw new Error('The simulator has no such life');
  const { playsPerDay, hours, journeys, ...rest } = base.pace;
  const pace = {
    ...rest,
    playsPerDay: playsPerDay * (0.5 + random()),
    hours: { weekday: [...hours.weekday], weekend: [...hours.weekend] },
    ...(journeys ? { journeys: { zones: [...journeys.zones], everyMonths: 1 } } : {}),
  };
  const startsAt = START.getTime() - 40 * 24 * HOUR;
  return control.addListener({ ...base, pace, plays: [], id: `${base.id}-${seed}`, startsAt });
}

const blows =
  (random: () => number, befell: Record<string, number>, calm: () => boolean) =>
  (_index: number, effect: string): Blow | null => {
    if (calm() || random() >= CHANCES.struck / 20) return null;
    const blow = BLOWS[Math.floor(random() * BLOWS.length)] ?? 'kill_after';
    count(befell, `${blow} ${effect.split(' ')[0]?.split('.')[0]}`);
    return blow;
  };

const count = (befell: Record<string, number>, what: string) => {
  befell[what] = (befell[what] ?? 0) + 1;
};

async function liveHour(world: World, gate: EffectGate, random: () => number, hour: number): Promise<void> {
  const { stage, befell } = world;
  brewFaults(stage.simulator, random);
  if (random() < CHANCES.storeForgets) {
    count(befell, 'the key-value store forgot everything');
    stage.forgetStore();
  }
  if (random() < CHANCES.outageBegins) {
    count(befell, 'outage');
    stage.downUntil = hour + Math.ceil(random() * 20) * HOUR;
  }
  for (const life of world.listeners) await changeConnection(world, random, life);
  const utcHour = new Date(hour).getUTCHours();
  if (stage.isLaptop && utcHour >= ASLEEP.from && utcHour < ASLEEP.to) stage.downUntil = hour + HOUR;
  const isDown = hour < stage.downUntil;
  if (isDown || random() < CHANCES.tickLost) count(befell, 'tick lost');
  else await tick(world, gate, random);
  await deliverDue(world, gate, random, hour + HOUR);
}

/** Now and then a listener revokes the connection; some hours later they sign in again. */
async function changeConnection(
  { stage, befell }: World,
  random: () => number,
  life: ListenerLife,
): Promise<void> {
  const draw = random();
  if (draw < CHANCES.revocation) {
    count(befell, 'revoked');
    stage.simulator.control.revoke(life.id);
  } else if (draw > 0.97) {
    const user = await stage.plainDb.user.findUniqueOrThrow({
      where: { spotifyId: life.id },
      select: { isActive: true },
    });
    if (!user.isActive) {
      count(befell, 'signed in again');
      await stage.signIn(life.id);
    }
  }
}

async function tick(world: World, gate: EffectGate, random: () => number): Promise<void> {
  const times = random() < CHANCES.tickDoubled ? 2 : 1;
  if (times === 2) count(world.befell, 'tick doubled');
  for (let i = 0; i < times; i++) {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await survives(gate, () => scheduleArchive(world.stage.deps, {}))) break;
      world.stage.clock.advance(12_000);
    }
  }
}

/** Delivers what is due until a moment: now and then twice, again after a failure, and not at all during an outage. */
async function deliverDue(
  world: World,
  gate: EffectGate,
  random: () => number,
  until: number,
): Promise<void> {
  const { stage } = world;
  const attempts = new Map<Waiting['message'], number>();
  for (;;) {
    const dueAt = stage.queue.nextDueAt();
    if (dueAt === undefined || dueAt >= until) break;
    stage.clock.advance(Math.max(0, dueAt - stage.clock.now().getTime()));
    const next = stage.queue.take();
    if (!next) continue;
    if (stage.clock.now().getTime() < stage.downUntil) {
      stage.queue.putBack(next, stage.downUntil - stage.clock.now().getTime());
      continue;
    }
    const done = await survives(gate, () => deliver(stage.deps, next.message));
    if (random() < CHANCES.deliveredTwice) await survives(gate, () => deliver(stage.deps, next.message));
    if (done) continue;
    const attempt = attempts.get(next.message) ?? 0;
    const wait = REDELIVERY_MS[attempt];
    attempts.set(next.message, attempt + 1);
    if (wait === undefined) count(world.befell, 'message given up');
    else stage.queue.putBack(next, wait);
  }
  stage.clock.advance(Math.max(0, until - stage.clock.now().getTime()));
}

/** One delivery to one process: false when the process was killed, or the answer was an expected outage. */
async function survives(gate: EffectGate, work: () => Promise<unknown>): Promise<boolean> {
  try {
    return await gate.live(work);
  } catch (error) {
    if (isDatabaseUnavailable(error) || error instanceof OutsideFault) return false;
    throw error;
  }
}

/** Nothing goes wrong any more; everyone signs in again; a manual archive for all, and three more ticks. */
async function comeToRest(world: World, gate: EffectGate): Promise<void> {
  const { stage } = world;
  const still = () => 0.999;
  stage.isCalm = true;
  stage.downUntil = 0;
  stage.simulator.control.clearFaults();
  stage.clock.advance(24 * HOUR);
  for (const life of world.listeners) await requestArchive(stage.deps, await stage.signIn(life.id), 'manual');
  for (let hour = 0; hour < 3; hour++) {
    await tick(world, gate, still);
    await deliverDue(world, gate, still, stage.clock.now().getTime() + HOUR);
  }
}

/** Everything the archive holds, as one number: the same seed must give the same. */
export async function fingerprint({ stage }: World): Promise<string> {
  const plays = await stage.plainDb.playEvent.findMany({
    orderBy: [{ user: { spotifyId: 'asc' } }, { playedAt: 'asc' }],
    select: { playedAt: true, listenedMs: true, track: { select: { spotifyId: true } } },
  });
  const gaps = await stage.plainDb.archiveGap.findMany({
    orderBy: [{ user: { spotifyId: 'asc' } }, { from: 'asc' }],
    select: { from: true, to: true, missedAtMost: true },
  });
  return createHash('sha256')
    .update(JSON.stringify([plays, gaps]))
    .digest('hex');
}
