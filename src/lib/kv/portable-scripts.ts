import { hash } from 'node:crypto';
import type { Redis } from '@upstash/redis';

/** The rate limiter's scripts begin with it. Upstash knows it; any other Redis refuses the script. */
const UPSTASH_FLAG = /^#!lua flags=allow-key-locking\n/;
const REFUSAL = 'Unexpected flag in script shebang';

const sha1 = (text: string) => hash('sha1', text);

/**
 * Lets `redis`, which pipelines nothing by itself, run the rate limiter's scripts on a plain Redis behind a REST bridge too:
 * without the flag, once it was refused.
 */
export function makeScriptsPortable(redis: Redis): void {
  /** Of scripts that run without the flag: their hash, by that of the whole script. */
  const plainHashes = new Map<unknown, string>();
  redis.use(async (request, next) => {
    const [command, script, ...rest] = Array.isArray(request.body) ? request.body : [];
    const plainHash = command === 'evalsha' ? plainHashes.get(script) : undefined;
    if (plainHash !== undefined) return next({ ...request, body: [command, plainHash, ...rest] });
    if (command !== 'eval' || typeof script !== 'string' || !UPSTASH_FLAG.test(script)) return next(request);
    const plain = script.replace(UPSTASH_FLAG, '');
    const runPlain = () => next({ ...request, body: [command, plain, ...rest] });
    if (plainHashes.has(sha1(script))) return runPlain();
    try {
      return await next(request);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes(REFUSAL))) throw error;
      plainHashes.set(sha1(script), sha1(plain));
      return runPlain();
    }
  });
}
