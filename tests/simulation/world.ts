import type { ListenerLife } from '../../simulator/life/listener-life';
import { type ArchiveStage, createStage } from '../support/archive-stage';
import { type Blow, EffectGate } from '../support/effects';
import { addListeners } from './lives';
import { type Machine, machineOf } from './machine';
import type { RateLimitPause } from './rate-limit-pause';
import { seededRandom } from './seeded-random';
import { CHANCES, lifeOfAccessTokens } from './weather';

const HOUR = 3_600_000;
const BLOWS: Blow[] = ['fail_before', 'fail_after', 'kill_before', 'kill_after'];
export const START = new Date('2026-03-02T10:00:00Z');

export interface World {
  seed: number;
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
  /** When Spotify rate-limited the application, ms UTC. */
  rateLimitPauses: RateLimitPause[];
  /** When an answer of Spotify's was lost on its way, ms UTC: what it asked for is not known to anybody. */
  answersLostAt: number[];
  /** A calm hour with three ticks: from the first of them until the hour has passed, ms UTC; null when there is none. */
  tickedThrice: { from: number; until: number } | null;
  /** From when on the first listener skips from track to track for an hour, ms UTC; null when nobody does. */
  heavyFrom: number | null;
  /** ms UTC of the very last tick. */
  lastTickAt: number;
}

/** The first moment of a seed, drawn: its machine, its listeners, what will befall them. */
export function createWorld(db: ArchiveStage['deps']['db'], seed: number, days: number): World {
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
  const parts = { seed, stage, db, gate, random, machine, listeners, befell };
  return {
    ...parts,
    startsAt,
    calmFrom,
    downUntil: 0,
    wasOn: true,
    rateLimitPauses: [],
    answersLostAt,
    tickedThrice: null,
    heavyFrom: null,
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

export const count = ({ befell }: World, what: string) => {
  befell[what] = (befell[what] ?? 0) + 1;
};
