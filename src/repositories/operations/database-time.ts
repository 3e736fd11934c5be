import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';

/** The database server's clock. */
export async function readDatabaseTime(db: Database): Promise<Date> {
  return queryValue(db, z.date())`SELECT clock_timestamp() AS now`;
}
