import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { runProgram } from './run-program';
import { type Definition, readDefinitions, readSqlSource, replacing, writeDifference } from './sql-source';

const inPrisma = (path: string) => fileURLToPath(new URL(`../../prisma/${path}`, import.meta.url));
const migrations = inPrisma('migrations');

const USAGE = `Compares prisma/sql with what the migrations give.

  npm run sql:migration -- NAME   writes a migration with the functions and triggers that differ
  npm run drift                   includes "--check": exit code 2 when any differs`;

async function definitions(): Promise<{ migrated: Definition[]; wanted: Definition[] }> {
  const database = await openInMemory();
  try {
    for (const name of (await readdir(migrations)).sort()) {
      if (name.endsWith('.toml')) continue;
      await database.exec(await readFile(join(migrations, name, 'migration.sql'), 'utf8'));
    }
    const migrated = await readDefinitions(database);
    await database.exec(replacing(migrated, await readSqlSource(inPrisma('sql'))));
    return { migrated, wanted: await readDefinitions(database) };
  } finally {
    await database.close();
  }
}

async function run(argument: string | undefined): Promise<number> {
  if (argument === undefined || !/^(--check|[a-z][a-z0-9_]*)$/.test(argument)) {
    console.error(USAGE);
    return 1;
  }
  const { migrated, wanted } = await definitions();
  const difference = writeDifference(migrated, wanted, await readSqlSource(inPrisma('sql')));
  if (difference === null) {
    console.log('The migrations give the functions and triggers of prisma/sql.');
    return 0;
  }
  if (argument === '--check') {
    console.error('prisma/sql and the migrations differ. Run: npm run sql:migration -- NAME');
    return 2;
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = join(migrations, `${stamp}_${argument}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), difference);
  console.log(`Wrote ${join(folder, 'migration.sql')}. Read it, then run: npm run migrate`);
  return 0;
}

runProgram(() => run(process.argv[2]));
