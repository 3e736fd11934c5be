import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectDatabase, connectForStatistics } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import {
  type PostgresCluster,
  postgresMissing,
  startPostgresCluster,
} from '../support/servers/postgres-cluster';

let postgres: PostgresCluster;

describe.skipIf(postgresMissing)('on a server whose zone is not UTC', () => {
  beforeAll(async () => {
    postgres = await startPostgresCluster(['fsync=off', 'timezone=Asia/Kathmandu']);
  });
  afterAll(() => postgres.stop());

  it.each([
    ['archive', () => connectDatabase(postgres.url, 1)],
    ['statistics', () => connectForStatistics(postgres.url, { connections: 1, timeoutMs: 5_000 }, null)],
  ])('an instant is read and written as it is, by the connections of the %s', async (_of, connect) => {
    const db = connect();
    const at = new Date('2026-03-02T06:00:00.123Z');
    const row = z.object({ read: z.date(), written: z.number() });
    try {
      const found = await queryOnly(db, row)`
        SELECT ${at.toISOString()}::text::timestamptz AS read,
          (extract(epoch FROM ${at}::timestamptz) * 1000)::float8 AS written`;
      expect(found).toEqual({ read: at, written: at.getTime() });
    } finally {
      await db.$disconnect();
    }
  });
});
