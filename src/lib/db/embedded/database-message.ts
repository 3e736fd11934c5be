import { z } from 'zod';

/** Messages from the database process to its parent. */
export const DatabaseMessage = z.discriminatedUnion('type', [
  /** It owns the folder and answers at the URL. */
  z.object({ type: z.literal('ready'), url: z.string() }),
  /** Another process owns the folder and answers at the URL; this one ends. */
  z.object({ type: z.literal('attached'), url: z.string() }),
  /** It can't serve the folder; this one ends. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type DatabaseMessage = z.output<typeof DatabaseMessage>;

/** The parent's message: shut down gracefully. Closing the channel does the same. */
export const STOP_MESSAGE = 'stop';

/** The parent's message, sent back as soon as no statement blocks the process (scripts/launch/keep-database.mjs). */
export const PING_MESSAGE = 'ping';
