import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { DEFAULT_RETRIES, type Mentions, type QueueMessage } from '@/lib/queue/queue';
import { currentRequestId } from '@/lib/request-context';

const storedMessage = z.object({
  id: z.bigint(),
  path: z.templateLiteral(['/api/', z.string()]),
  body: z.unknown(),
  deduplicationId: z.string(),
  /** From `now` on. */
  delaySeconds: z.number(),
  retries: z.int(),
  requestId: z.string().nullable(),
});
type StoredMessage = z.output<typeof storedMessage>;

/** Stores messages, with the id of the request under way, until the queue takes them. One that waits already counts as the same. */
export async function storeMessages(
  db: Database,
  messages: readonly QueueMessage[],
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO queue_outbox (path, body, deduplication_id, due_at, retries, request_id, created_at)
    SELECT m."path", m."body", m."deduplicationId",
      ${now}::timestamptz + m."delaySeconds" * interval '1 second', m."retries", ${currentRequestId() ?? null},
      ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
      AS m("path" text, "body" jsonb, "deduplicationId" text, "delaySeconds" float8, "retries" int)
    ON CONFLICT (deduplication_id) DO NOTHING`;
}

/**
 * The oldest messages of the outbox.
 * @param only deduplication ids; null finds all.
 */
export async function findStoredMessages(
  db: Database,
  { now, limit, only }: { now: Date; limit: number; only: readonly string[] | null },
): Promise<StoredMessage[]> {
  return query(db, storedMessage)`
    SELECT id, path, body, deduplication_id AS "deduplicationId",
      greatest(0, extract(epoch FROM due_at - ${now}::timestamptz))::float8 AS "delaySeconds",
      coalesce(retries, ${DEFAULT_RETRIES}::int) AS retries, request_id AS "requestId"
    FROM queue_outbox
    WHERE ${only}::text[] IS NULL OR deduplication_id = ANY(${only}::text[])
    ORDER BY id LIMIT ${limit}`;
}

export async function deleteStoredMessages(db: Database, ids: readonly bigint[]): Promise<void> {
  await db.queueOutboxMessage.deleteMany({ where: { id: { in: [...ids] } } });
}

/** Gives up messages stored before this time; returns how many. */
export async function deleteMessagesStoredBefore(db: Database, before: Date): Promise<number> {
  return (await db.queueOutboxMessage.deleteMany({ where: { createdAt: { lt: before } } })).count;
}

/** How many messages wait for the queue, and since when. */
export async function countStoredMessages(db: Database): Promise<{ waiting: number; since: Date | null }> {
  const { _count, _min } = await db.queueOutboxMessage.aggregate({ _count: true, _min: { createdAt: true } });
  return { waiting: _count, since: _min.createdAt };
}

/** Removes a listener from the outbox, as `Queue.forget` does from the queue; returns how many messages changed. */
export async function forgetStoredMentions(db: Database, mentions: Mentions): Promise<number> {
  const json = JSON.stringify(mentions);
  const deleted = await db.$executeRaw`
    DELETE FROM queue_outbox
    WHERE EXISTS (SELECT 1 FROM jsonb_each(${json}::jsonb) m WHERE m.value @> (body->m.key))`;
  const shortened = await db.$executeRaw`
    UPDATE queue_outbox SET body = body || (
      SELECT jsonb_object_agg(m.key, (SELECT jsonb_agg(e) FROM jsonb_array_elements(body->m.key) e WHERE NOT m.value @> e))
      FROM jsonb_each(${json}::jsonb) m WHERE jsonb_typeof(body->m.key) = 'array')
    WHERE EXISTS (
      SELECT 1 FROM jsonb_each(${json}::jsonb) m,
        jsonb_array_elements(CASE jsonb_typeof(body->m.key) WHEN 'array' THEN body->m.key ELSE '[]' END) e
      WHERE m.value @> e)`;
  return deleted + shortened;
}
