import { z } from 'zod';
import { DEFAULT_QSTASH_URL } from '@/lib/queue/qstash-queue';
import type { SigningKeys } from '@/lib/queue/signing-keys';
import { SECOND } from '@/lib/shared/time';

export interface QstashAccess {
  baseUrl?: string;
  token: string;
  currentSigningKey: string;
  nextSigningKey: string;
}

const TIMEOUT_MS = 5 * SECOND;
const answer = z.object({ current: z.string(), next: z.string() });

/**
 * What QStash signs with, now and after the next roll; null where it does not say. The SDK has no call for it.
 * Source: https://upstash.com/docs/qstash/api-reference/signing-keys/get-signing-keys
 */
export async function askQstashKeys(
  fetcher: typeof fetch,
  { baseUrl = DEFAULT_QSTASH_URL, token }: Pick<QstashAccess, 'baseUrl' | 'token'>,
): Promise<SigningKeys | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetcher(`${baseUrl}/v2/keys`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    });
    return answer.safeParse(await response.json()).data ?? null;
  } catch {
    // That QStash does not answer is found by asking it for its dead letters.
    return null;
  }
}
