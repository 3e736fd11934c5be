import { parseJson } from '@/lib/streams/parse-json';
import { readAnswerText } from '@/lib/streams/read-answer-text';
import type { Clock } from '../clock';
import { faultReason } from '../fault-reason';
import { HOMEPAGE, VERSION } from '../product';
import { err, ok, type Result } from '../shared/result';
import { SECOND } from '../shared/time';
import { readGenres, readLinks } from './answers';

export interface MusicbrainzSettings {
  /** e.g. https://musicbrainz.org, no trailing slash. */
  url: string;
  /** An e-mail address or a URL of the operator, beside the project's own. */
  contact?: string;
}

export type MusicbrainzFailure =
  /** 429 or 503: no request may be sent for this long. */
  | { kind: 'paused'; retryAfterSeconds: number }
  /** Another 5xx, a broken connection or a timeout: worth a later retry. */
  | { kind: 'unavailable'; detail: string }
  /** An answer of another shape than MusicBrainz documents. */
  | { kind: 'malformed'; detail: string };

export interface MusicbrainzClient {
  /** Spotify ids → MusicBrainz ids, of up to 100 artists in one request; unknown ones are omitted. */
  findArtists(spotifyIds: readonly string[]): Promise<Result<Map<string, string>, MusicbrainzFailure>>;
  /** An artist's genres, those with the most votes first, 10 at most; empty when there are none. */
  genres(artistId: string): Promise<Result<string[], MusicbrainzFailure>>;
}

export interface MusicbrainzDeps {
  fetch: typeof fetch;
  clock: Clock;
}

// One request a second is the limit; a timer may fire a little early.
// Source: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting
const APART_MS = 1_100;
const TIMEOUT_MS = 10 * SECOND;
const DEFAULT_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 86_400;

/** A client that sends at most one request per second for all its callers. Create one per process. */
export function createMusicbrainzClient(
  deps: MusicbrainzDeps,
  settings: MusicbrainzSettings,
): MusicbrainzClient {
  const turn = createTurns(deps.clock);
  const headers = { accept: 'application/json', 'user-agent': userAgent(settings.contact) };
  const ask = async <T>(path: string, read: (body: unknown) => T | null, unknown: T) => {
    await turn();
    const answer = await request(deps.fetch, `${settings.url}/ws/2${path}`, headers);
    if (!answer.ok) return answer;
    const value = answer.value === null ? unknown : read(answer.value.body);
    return value === null ? err(malformed('the answer has another shape than documented')) : ok(value);
  };
  return {
    findArtists: (ids) => {
      const resources = ids.map((id) => ['resource', `https://open.spotify.com/artist/${id}`]);
      const query = new URLSearchParams([...resources, ['inc', 'artist-rels'], ['fmt', 'json']]);
      return ask(`/url?${query}`, readLinks, new Map());
    },
    genres: (id) => ask(`/artist/${encodeURIComponent(id)}?inc=genres&fmt=json`, readGenres, []),
  };
}

/**
 * Application, version and whom to write to: the project, and the operator where one is named.
 * Source: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting#Provide_meaningful_User-Agent_strings
 */
const userAgent = (operator?: string): string =>
  `Audiospective/${VERSION} ( ${[HOMEPAGE, operator].filter(Boolean).join('; ')} )`;

/** Lets callers pass one by one, at least `APART_MS` apart. */
function createTurns(clock: Clock): () => Promise<void> {
  let last = Promise.resolve();
  let freeAt = 0;
  return () => {
    last = last.then(async () => {
      const wait = freeAt - clock.now().getTime();
      if (wait > 0) await clock.sleep(wait);
      freeAt = clock.now().getTime() + APART_MS;
    });
    return last;
  };
}

/** Null for 404: MusicBrainz does not have it. */
async function request(
  send: typeof fetch,
  url: string,
  headers: Record<string, string>,
): Promise<Result<{ body: unknown } | null, MusicbrainzFailure>> {
  try {
    // A followed redirect would be a second request within the second.
    const response = await send(url, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = (await readAnswerText(response)) ?? '';
    const { status } = response;
    if (status === 404) return ok(null);
    if (status === 429 || status === 503) return err(pauseOf(response));
    if (status >= 500) return err({ kind: 'unavailable', detail: `status ${status}` });
    if (!response.ok) return err(malformed(`status ${status}`));
    return readJson(text);
  } catch (error) {
    return err({ kind: 'unavailable', detail: faultReason(error) });
  }
}

function readJson(text: string): Result<{ body: unknown }, MusicbrainzFailure> {
  const body = parseJson(text);
  return body === undefined ? err(malformed('the answer is not JSON')) : ok({ body });
}

const malformed = (detail: string): MusicbrainzFailure => ({ kind: 'malformed', detail });

function pauseOf(response: Response): MusicbrainzFailure {
  const asked = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  const seconds = Number.isFinite(asked) && asked > 0 ? asked : DEFAULT_PAUSE_SECONDS;
  return { kind: 'paused', retryAfterSeconds: Math.min(seconds, LONGEST_PAUSE_SECONDS) };
}
