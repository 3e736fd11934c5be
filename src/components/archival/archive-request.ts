import type { PollingIo } from '@/components/shell/polling-io';
import type { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import { isRecord } from '@/lib/shared/is-record';

/** What the button can show: a status of the server, or why there is none. */
export type ArchiveProgress = Pick<ArchiveRequestStatus, 'status' | 'newPlays' | 'rejectedItems' | 'failure'>;

type Show = (progress: ArchiveProgress | null) => void;

const POLL_MS = 1_000;
/** The server ends every request by its deadline; this only guards against a server that is gone. */
const GIVE_UP_AFTER_POLLS = 300;

/** Requests a sync and follows it to its end; `show` gets every status. Never throws. */
export async function requestSync(io: PollingIo, show: Show): Promise<ArchiveProgress | null> {
  const asked = await readStatus(() => io.fetch('/api/archive', { method: 'POST' }));
  show(asked);
  return asked && !isOver(asked) ? followRequest(io, show) : asked;
}

/** Follows the latest request, e.g. the one that signing in made, to its end; null when there is none. Never throws. */
export async function followRequest(io: PollingIo, show: Show): Promise<ArchiveProgress | null> {
  for (let poll = 0; poll < GIVE_UP_AFTER_POLLS; poll += 1) {
    const latest = await readStatus(() => io.fetch('/api/archive'));
    show(latest);
    if (!latest || isOver(latest)) return latest;
    await io.wait(POLL_MS);
  }
  return failed('timed_out');
}

/** True when new plays were saved, or when the connection broke and the page must offer to reconnect. */
export const changesThePage = (end: ArchiveProgress | null): boolean =>
  end?.status === 'succeeded' || end?.failure === 'reconnect_needed';

const isOver = ({ status }: ArchiveProgress) => status === 'succeeded' || status === 'failed';

const failed = (failure: string): ArchiveProgress => ({
  status: 'failed',
  newPlays: null,
  rejectedItems: null,
  failure,
});

async function readStatus(ask: () => Promise<Response>): Promise<ArchiveProgress | null> {
  try {
    const response = await ask();
    if (!response.ok) return failed(FAILURE_OF_HTTP_STATUS[response.status] ?? 'internal');
    return toProgress(await response.json());
  } catch {
    return failed('unreachable');
  }
}

const FAILURE_OF_HTTP_STATUS: Record<number, string> = {
  401: 'signed_out',
  429: 'too_often',
  503: 'unavailable',
};

/** Both answers of the route: the request itself after asking, `{ request }` (null for none) when following. */
function toProgress(answer: unknown): ArchiveProgress | null {
  const request = isRecord(answer) && 'request' in answer ? answer.request : answer;
  if (request === null) return null;
  if (!isRecord(request) || !isStatus(request.status)) return failed('internal');
  return {
    status: request.status,
    newPlays: typeof request.newPlays === 'number' ? request.newPlays : null,
    rejectedItems: typeof request.rejectedItems === 'number' ? request.rejectedItems : null,
    failure: typeof request.failure === 'string' ? request.failure : null,
  };
}

const isStatus = (value: unknown): value is ArchiveRequestStatus['status'] =>
  value === 'queued' || value === 'running' || value === 'succeeded' || value === 'failed';
