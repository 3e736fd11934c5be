import type { PollingIo } from '@/components/shell/polling-io';
import { isRecord } from '@/lib/shared/is-record';
import type { TimeZoneState } from '@/lib/shared/time-zone';
import { rejectionLabel, UNREACHABLE } from './time-zone-labels';

export type TimeZoneAnswer = { state: TimeZoneState } | { problem: string };

const PATH = '/api/user/time-zone';
const POLL_MS = 1_000;
const GIVE_UP_AFTER_POLLS = 1_800;

/** Requests another zone and follows the change to its end; `show` gets every state. Never throws. */
export async function requestTimeZone(
  io: PollingIo,
  timeZone: string,
  show: (state: TimeZoneState) => void,
): Promise<TimeZoneAnswer> {
  const init = {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ timeZone }),
  };
  const answer = await ask(io, init);
  if ('problem' in answer || isOver(answer.state)) return answer;
  show(answer.state);
  return followChange(io, show);
}

/** Follows a change that is under way to its end, or until it stalls. Never throws. */
export async function followChange(
  io: PollingIo,
  show: (state: TimeZoneState) => void,
): Promise<TimeZoneAnswer> {
  for (let poll = 0; poll < GIVE_UP_AFTER_POLLS; poll += 1) {
    const answer = await ask(io);
    if ('problem' in answer || isOver(answer.state)) return answer;
    show(answer.state);
    await io.wait(POLL_MS);
  }
  return ask(io);
}

const isOver = ({ change }: TimeZoneState): boolean => change === null || change.isStalled;

async function ask(io: PollingIo, init?: RequestInit): Promise<TimeZoneAnswer> {
  try {
    const response = await io.fetch(PATH, init);
    if (!response.ok) return { problem: rejectionLabel(response.status) };
    const state: unknown = await response.json();
    return isState(state) ? { state } : { problem: rejectionLabel(500) };
  } catch {
    return { problem: UNREACHABLE };
  }
}

function isState(value: unknown): value is TimeZoneState {
  if (!isRecord(value) || typeof value.timeZone !== 'string') return false;
  const { change } = value;
  return change === null || (isRecord(change) && typeof change.to === 'string');
}
