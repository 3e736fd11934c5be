import { parseJson } from '@/lib/streams/parse-json';
import { ANSWER_BYTES, readAnswerText } from '@/lib/streams/read-answer-text';
import type { Clock } from '../clock';
import { faultReason } from '../fault-reason';
import { metrics } from '../metrics';
import { err, ok, type Result } from '../shared/result';
import { DAY, HOUR, MINUTE, SECOND } from '../shared/time';
import type { PauseReason, SpotifyFailure } from './failure';
import type { PauseGate } from './rate-limit-pause-gate';

export interface RequestDeps {
  /** The seam: Node's own fetch (keep-alive by default), or a simulator's. */
  fetch: typeof fetch;
  clock: Clock;
  random: () => number;
  gate: PauseGate;
}

/** The JSON of an answer, null for 204, its text as it was sent, and the time by Spotify's clock. */
export interface SpotifyAnswer {
  body: unknown;
  text: string;
  sentAt?: Date;
}

const TIMEOUT_MS = 10 * SECOND;
const ATTEMPTS = 3;
const BACK_OFF_MS = 400;

/**
 * One call to Spotify: refused while the gate is closed, 10 s at most, tried three times on 5xx and network faults with
 * full-jitter back-off. It never waits for a Retry-After, which closes the gate instead.
 */
export async function request(
  deps: RequestDeps,
  url: string,
  init: RequestInit,
): Promise<Result<SpotifyAnswer, SpotifyFailure>> {
  let last: Result<SpotifyAnswer, SpotifyFailure> | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.clock.sleep(deps.random() * BACK_OFF_MS * 4 ** attempt);
    // Checked after the wait: another call may have started a rate-limit pause meanwhile.
    const pause = deps.gate.current();
    if (pause) return err({ kind: 'paused', ...pause });
    last = await once(deps, url, init);
    if (last.ok || last.error.kind !== 'unavailable') break;
  }
  if (!last) throw new Error('unreachable: at least one attempt is made');
  if (!last.ok && last.error.kind === 'paused') {
    deps.gate.pause(last.error);
    metrics().spotifyPauses.inc({ reason: last.error.reason });
  }
  return last;
}

async function once(
  deps: RequestDeps,
  url: string,
  init: RequestInit,
): Promise<Result<SpotifyAnswer, SpotifyFailure>> {
  let response: Response;
  let text: string | null;
  try {
    response = await deps.fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await readAnswerText(response);
  } catch (error) {
    return err({ kind: 'unavailable', detail: faultReason(error) });
  }
  if (response.status === 204) return ok({ body: null, text: '' });
  const body = parseJson(text ?? '');
  if (!response.ok) return err(failureOf(response, body, text ?? '', deps.clock.now()));
  if (text === null)
    return err({ kind: 'malformed', detail: `the answer is longer than ${ANSWER_BYTES / 1e6} MB` });
  return body === undefined
    ? err({ kind: 'malformed', detail: 'the answer is not JSON' })
    : ok({ body, text, ...sentAt(response) });
}

function sentAt(response: Response): Pick<SpotifyAnswer, 'sentAt'> {
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? {} : { sentAt: new Date(at) };
}

function failureOf(response: Response, body: unknown, text: string, now: Date): SpotifyFailure {
  const { status } = response;
  const code = oauthError(body);
  if (code === 'invalid_grant') return { kind: 'invalid_grant' };
  if (code === 'invalid_client') return pauseFor(HOUR, 'invalid_client', now);
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 403) return forbidden(text, now);
  if (status === 429) {
    const quota = text.includes('QUOTA_EXCEEDED');
    return pauseFor(
      retryAfterMs(response) ?? (quota ? HOUR : MINUTE),
      quota ? 'quota_exceeded' : 'rate_limited',
      now,
    );
  }
  if (status >= 500) return { kind: 'unavailable', detail: `status ${status}` };
  return { kind: 'malformed', detail: `status ${status}` };
}

/** The texts are Spotify's own, as of 2026; the first may arrive as plain text. */
function forbidden(text: string, now: Date): SpotifyFailure {
  if (/not registered/i.test(text)) return { kind: 'not_registered' };
  if (/premium subscription required/i.test(text)) return pauseFor(HOUR, 'premium_required', now);
  return { kind: 'forbidden' };
}

const pauseFor = (ms: number, reason: PauseReason, now: Date) =>
  ({ kind: 'paused', until: new Date(now.getTime() + ms), reason }) as const;

/**
 * Retry-After in seconds, seen up to 22 hours; anything but a number is ignored. After a day Spotify is asked again: an absurd
 * figure must not stop the archive of all for good.
 */
function retryAfterMs(response: Response): number | undefined {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(Math.max(1, seconds) * SECOND, DAY);
}

function oauthError(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  return typeof body.error === 'string' ? body.error : undefined;
}
