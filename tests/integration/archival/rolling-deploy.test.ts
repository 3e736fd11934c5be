import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '@/lib/db/client';
import { applyMigrations } from '@/lib/db/migrate';
import { HOUR } from '@/lib/shared/time';
import { scheduleArchive } from '@/services/archival/tick';
import { requireMigrated } from '@/services/operations/require-migrated';
import { type ArchiveStage, createStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { expectRollupsEqualRecount, expectWholeArchive } from '../../support/expect-archive';
import { useStageDatabase } from '../../support/stage-database';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');

// All that CONTRIBUTING.md lets the migration of a next version do, on the tables that every poll writes.
const EXPAND = `
  ALTER TABLE play_events ADD COLUMN heard_on text;
  ALTER TABLE users ADD COLUMN colour text NOT NULL DEFAULT 'green';
  ALTER TABLE archive_requests ADD COLUMN note text;
  CREATE INDEX play_events_heard_on ON play_events (heard_on);
  CREATE TABLE play_notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE);
`;

const database = useStageDatabase({ whose: 'own' });
let next: string;

beforeAll(async () => {
  next = await mkdtemp(join(tmpdir(), 'audiospective-next-version-'));
  await cp(MIGRATIONS, next, { recursive: true });
  await mkdir(join(next, '99991231000000_next_version'));
  await writeFile(join(next, '99991231000000_next_version', 'migration.sql'), EXPAND);
});
afterAll(() => rm(next, { recursive: true }));

const anHour = async (s: ArchiveStage) => {
  await scheduleArchive(s.deps, {});
  await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
};

describe('a rolling deploy', () => {
  it('lets servers of the version before archive on, on connections they had open, after the next version has migrated', async () => {
    const s = createStage(database.db());
    await s.signIn('regular');
    await anHour(s);
    const before = await s.deps.db.playEvent.count();
    const applied = await applyMigrations({
      connectionString: database.url(),
      directory: next,
      log: () => {},
    });
    expect(applied).toEqual(['99991231000000_next_version']);
    for (let hour = 0; hour < 24; hour++) await anHour(s);
    expect(await s.deps.db.playEvent.count()).toBeGreaterThan(before);
    await expectWholeArchive(s, ['regular'], 'after the migration');
    await expectRollupsEqualRecount(s.deps.db, 'after the migration');
    // One that starts now, as after a crash, takes the newer schema for its own.
    const late = connectDatabase(database.url(), 2);
    await requireMigrated({ db: late });
    await late.$disconnect();
  });
});
