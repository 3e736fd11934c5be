import type { Deps } from '@/lib/deps';
import { type ClockDeps, checkClock } from './check-clock';
import { checkDatabase, type DatabaseDeps } from './check-database';
import { checkDisk, type DiskDeps } from './check-disk';
import { checkKeyValue, type KeyValueDeps } from './check-key-value';
import { checkKeys } from './check-keys';
import { checkQueue, type QueueDeps } from './check-queue';
import { checkRedirectUri, type RedirectDeps } from './check-redirect-uri';
import { checkSchedule, type ScheduleDeps } from './check-schedule';
import { checkSpotify } from './check-spotify';
import { checkTimeZones } from './check-time-zones';
import { type Finding, problem, warning } from './finding';

export interface Examined {
  /** What was looked at, e.g. `database`. */
  check: string;
  findings: Finding[];
}

/** What all checks together need. */
export type DoctorDeps = DatabaseDeps &
  QueueDeps &
  ScheduleDeps &
  KeyValueDeps &
  ClockDeps &
  DiskDeps &
  RedirectDeps &
  Pick<Deps, 'seal'>;

/** Checks one thing after the other, in the order in which they build on each other. Never throws. */
export async function examine(deps: DoctorDeps): Promise<Examined[]> {
  const database = await run('database', () => checkDatabase(deps));
  const isUsable = database.findings.filter(({ status }) => status === 'ok').length === 2;
  const onDatabase = (check: string, work: () => Promise<Finding[]>) =>
    isUsable ? run(check, work) : Promise.resolve({ check, findings: [NOT_CHECKED] });
  return [
    database,
    await onDatabase('queue', () => checkQueue(deps)),
    await onDatabase('schedule', () => checkSchedule(deps)),
    await onDatabase('keys', () => checkKeys(deps)),
    await run('key-value store', () => checkKeyValue(deps)),
    await onDatabase('clock', () => checkClock(deps)),
    await onDatabase('time zones', () => checkTimeZones(deps)),
    await run('disk', () => checkDisk(deps)),
    await run('Spotify', () => checkSpotify(deps)),
    await run('redirect URI', () => checkRedirectUri(deps)),
  ];
}

const NOT_CHECKED = warning('Not checked.', 'It needs the database: repair that first, then run this again.');

/** A check that fails itself must not hide what the others find. */
async function run(check: string, work: () => Promise<Finding[]>): Promise<Examined> {
  try {
    return { check, findings: await work() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = 'This is unexpected: run it again, and report it if it happens again.';
    return { check, findings: [problem(`The check itself failed: ${message}`, remedy)] };
  }
}
