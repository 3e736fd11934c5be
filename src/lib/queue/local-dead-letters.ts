import { z } from 'zod';
import { DEAD_LETTERS, type LocalStorage } from '@/lib/queue/local-storage';
import type { DeadLetter } from '@/lib/queue/queue';

const rows = z.array(z.object({ at: z.date(), path: z.string(), body: z.string(), answer: z.string() }));

/** The latest messages that the local queue gave up, newest first. */
export async function findDeadLetters(storage: LocalStorage, limit: number): Promise<DeadLetter[]> {
  await storage.open();
  return rows.parse(
    await storage.query(
      `SELECT created_on AS at, data->>'path' AS path, data->>'body' AS body,
         coalesce(output->>'message', output->'value'->>'message', output::text, '') AS answer
       FROM pgboss.job WHERE name = $1 AND state < 'active' ORDER BY created_on DESC LIMIT $2`,
      [DEAD_LETTERS, limit],
    ),
  );
}
