import { z } from 'zod';
import { parseJson } from '@/lib/streams/parse-json';
import { readAnswerText } from '@/lib/streams/read-answer-text';
import { faultReason } from '../fault-reason';
import { SECOND } from '../shared/time';
import type { SpotifySettings } from './client';

export type CredentialsAnswer =
  /** `at`: Spotify's clock, to the second. */
  | { kind: 'accepted'; at: Date | null }
  | { kind: 'refused'; reason: string }
  | { kind: 'rate_limited' }
  | { kind: 'unreachable'; reason: string };

type Accounts = Pick<SpotifySettings, 'clientId' | 'clientSecret' | 'accountsUrl'>;

const TIMEOUT_MS = 10 * SECOND;
const token = z.object({ access_token: z.string() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * Asks Spotify for a token of the app itself, as a way to learn whether id and secret are right. Not gated by the rate-limit
 * pause, and asked once: somebody waits for the answer.
 */
export async function askWithCredentials(
  fetcher: typeof fetch,
  { clientId, clientSecret, accountsUrl }: Accounts,
): Promise<CredentialsAnswer> {
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  try {
    const response = await fetcher(`${accountsUrl}/api/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readAnswer(response, (await readAnswerText(response)) ?? '');
  } catch (error) {
    return { kind: 'unreachable', reason: faultReason(error) };
  }
}

/**
 * Whether Spotify refuses a redirect URI for this app: its reason, or null. Spotify may also answer with its sign-in page,
 * which says nothing; so null is no proof.
 */
export async function refusedRedirectUri(
  fetcher: typeof fetch,
  { clientId, accountsUrl }: Accounts,
  redirectUri: string,
): Promise<string | null> {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
  });
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetcher(`${accountsUrl}/authorize?${query}`, { redirect: 'manual', signal });
    const text = (await readAnswerText(response)) ?? '';
    return response.status === 400 ? (/(?:invalid|insecure) redirect uri/i.exec(text)?.[0] ?? null) : null;
  } catch {
    // That Spotify cannot be reached is found by askWithCredentials.
    return null;
  }
}

function readAnswer(response: Response, text: string): CredentialsAnswer {
  const date = new Date(response.headers.get('date') ?? '');
  if (response.ok && !token.safeParse(parseJson(text)).success) {
    return { kind: 'unreachable', reason: 'something else answers in its place' };
  }
  if (response.ok) return { kind: 'accepted', at: Number.isNaN(date.getTime()) ? null : date };
  if (response.status === 429) return { kind: 'rate_limited' };
  if (response.status >= 500) return { kind: 'unreachable', reason: `it answers ${response.status}` };
  const { data } = refusal.safeParse(parseJson(text));
  return { kind: 'refused', reason: data?.error_description ?? data?.error ?? `status ${response.status}` };
}
