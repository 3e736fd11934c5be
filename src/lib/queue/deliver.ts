import { faultReason } from '@/lib/fault-reason';
import { DELIVERY_TIMEOUT_MS, type LocalQueueSettings } from '@/lib/queue/local-queue';
import type { StoredMessage } from '@/lib/queue/local-storage';
import { signDelivery } from '@/lib/queue/sign-delivery';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';
import { err, ok, type Result } from '@/lib/shared/result';

/** Why an attempt failed: a status other than 2xx, or no answer. */
export interface FailedDelivery {
  status: number | null;
  message: string;
}

async function headersFor(settings: LocalQueueSettings, message: StoredMessage, retried: number) {
  const url = `${settings.appUrl}${message.path}`;
  return {
    'content-type': 'application/json',
    'user-agent': 'audiospective-queue',
    'upstash-signature': await signDelivery(settings.clock, settings.signingKey, { url, body: message.body }),
    'upstash-message-id': message.messageId,
    'upstash-retried': String(retried),
    ...(message.requestId === undefined ? {} : { [REQUEST_ID_HEADER]: message.requestId }),
  };
}

/**
 * One attempt: a signed POST to the route, exactly as QStash sends it. Redirects count as failures, as with QStash.
 * @param retried how many attempts went before.
 */
export async function deliver(
  settings: Required<LocalQueueSettings>,
  message: StoredMessage,
  retried: number,
  stopped: AbortSignal,
): Promise<Result<null, FailedDelivery>> {
  try {
    const response = await fetch(`${settings.deliverTo}${message.path}`, {
      method: 'POST',
      headers: await headersFor(settings, message, retried),
      body: message.body,
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    if (response.ok) return ok(null);
    return err({ status: response.status, message: `${message.path} answered ${response.status}` });
  } catch (error) {
    return err({ status: null, message: `${message.path} did not answer: ${faultReason(error)}` });
  }
}
