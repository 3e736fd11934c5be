import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';

/** The database server's clock. */
export async function readDatabaseTime(db: Database): Promise<Date> {
  return (await queryOnly(db, z.object({ now: z.date() }))`SELECT clock_timestamp() AS now`).now;
}
