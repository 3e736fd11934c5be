import { z } from 'zod';
import type { LocalStorage } from '@/lib/queue/local-storage';
import type { Mentions } from '@/lib/queue/queue';

/** Waiting, running and recently finished messages; then those finished longer ago, which are stored for a month. */
const TABLES = ['pgboss.job', 'pgboss.archive'] as const;

const BODY = `(data->>'body')::jsonb`;

/** $1: the mentions. An element of a list counts as contained in it, and so does a part of the list. */
const deleteWholly = (table: string) => `
  DELETE FROM ${table}
  WHERE EXISTS (SELECT 1 FROM jsonb_each($1::jsonb) m WHERE m.value @> (${BODY}->m.key))
  RETURNING 1`;

/** Lists that also name other listeners only lose the mentioned elements. $1: the mentions, $2: the field. */
const shortenLists = (table: string) => `
  UPDATE ${table}
  SET data = jsonb_set(data, '{body}', to_jsonb(jsonb_set(${BODY}, ARRAY[$2::text], (
    SELECT jsonb_agg(e) FROM jsonb_array_elements(${BODY}->$2::text) e
    WHERE NOT ($1::jsonb->$2::text) @> e))::text))
  WHERE jsonb_typeof(${BODY}->$2::text) = 'array'
    AND EXISTS (SELECT 1 FROM jsonb_array_elements(${BODY}->$2::text) e WHERE ($1::jsonb->$2::text) @> e)
  RETURNING 1`;

const rows = z.array(z.unknown());

/** Removes the mentions from every stored message of the local queue; returns how many messages changed. */
export async function forgetMentioned(storage: LocalStorage, mentions: Mentions): Promise<number> {
  const named = Object.entries(mentions).filter(([, values]) => values.length > 0);
  if (named.length === 0) return 0;
  await storage.open();
  const json = JSON.stringify(Object.fromEntries(named));
  let touched = 0;
  for (const table of TABLES) {
    touched += rows.parse(await storage.query(deleteWholly(table), [json])).length;
    for (const [field] of named) {
      touched += rows.parse(await storage.query(shortenLists(table), [json, field])).length;
    }
  }
  return touched;
}
