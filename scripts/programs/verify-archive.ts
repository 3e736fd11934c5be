import { connectDatabase } from '@/lib/db/client';
import { plural } from '@/lib/shared/plural';
import { verifyArchive } from '@/services/analytics/archive-verification';
import { requireMigrated } from '@/services/operations/require-migrated';
import { requireDatabaseUrl, runProgram } from './run-program';

/** Prints every stored figure that disagrees with its plays; exit code 1 if there is one. */
async function run(): Promise<number> {
  const db = connectDatabase(requireDatabaseUrl(), 2);
  try {
    await requireMigrated({ db });
    const { differences, plays, listeners } = await verifyArchive({ db });
    for (const { table, userId, key, stored, recounted } of differences) {
      const row = [`user_id=${userId}`, key].filter(Boolean).join(' ');
      console.log(
        `${table} ${row}: stored ${JSON.stringify(stored)}, recounted ${JSON.stringify(recounted)}`,
      );
    }
    const found = `${differences.length} ${plural(differences.length, 'difference')}`;
    console.log(
      `${found} in ${plays} ${plural(plays, 'play')} of ${listeners} ${plural(listeners, 'listener')}`,
    );
    return differences.length === 0 ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}

runProgram(run);
