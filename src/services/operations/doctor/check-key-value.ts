import type { Deps } from '@/lib/deps';
import { faultReason } from '@/lib/fault-reason';
import { isKeyValueUnavailable } from '@/lib/kv/key-value';
import { type Finding, fine, problem } from './finding';

const REMEDY = 'Compare UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN with the Upstash console.';

export interface KeyValueDeps extends Pick<Deps, 'kv'> {
  kvDriver: 'memory' | 'upstash';
}

/** Whether the key-value store answers, where there is one. */
export async function checkKeyValue({ kv, kvDriver }: KeyValueDeps): Promise<Finding[]> {
  if (kvDriver === 'memory') return [fine('It is the memory of the process, which is right for one server.')];
  try {
    await kv.ping();
    return [fine('The key-value store answers.')];
  } catch (error) {
    if (!isKeyValueUnavailable(error)) throw error;
    return [problem(`The key-value store does not answer: ${faultReason(error)}.`, REMEDY)];
  }
}
