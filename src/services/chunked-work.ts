import { MINUTE } from '@/lib/shared/time';

/** Work in chunks, of which none was done for this long: one takes a second, and the queue tries again within minutes. */
export const STALLED_MS = 10 * MINUTE;

/** What tells the message of resumed work from those before; one a minute: the queue drops the second of one id, and the first may be lost. */
export const resumedSuffix = (now: Date): string => `:${now.toISOString().slice(0, 16)}`;
