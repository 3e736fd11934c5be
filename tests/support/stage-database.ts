import { afterAll, beforeAll } from 'vitest';
import type { Deps } from '@/lib/deps';
import { type ArchiveStage, createStage, type StageOptions } from './archive-stage';
import { connectForTest } from './database/connect-for-test';
import { useTestDatabase } from './database/test-database';

interface StageDatabaseOptions {
  maxConnections?: number;
  /** As for `useTestDatabase`. */
  whose?: 'shared' | 'own';
}

/** A database with a client over it. Call it at the top of a test file. */
export function useStageDatabase({ maxConnections = 8, whose }: StageDatabaseOptions = {}): {
  db(): Deps['db'];
  url(): string;
  reset(): Promise<void>;
} {
  const database = useTestDatabase(whose);
  let client: Deps['db'] | undefined;
  beforeAll(() => {
    client = connectForTest(database.url, maxConnections);
  });
  afterAll(() => client?.$disconnect());
  const db = () => {
    if (!client) throw new Error('The database is there from beforeAll on.');
    return client;
  };
  return { db, url: () => database.url, reset: database.reset };
}

/** Call it at the top of a test file; `stage()` builds a fresh one over the database. */
export function useArchiveStage(): (options?: StageOptions) => ArchiveStage {
  const database = useStageDatabase();
  return (options = {}) => createStage(database.db(), options);
}
