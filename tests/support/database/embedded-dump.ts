import { openAsBlob } from 'node:fs';
import { inject } from 'vitest';
import { noteCluster, openFiles } from '@/lib/db/embedded/cluster';
import { openDataFolder } from '@/lib/db/embedded/data-folder';

/** What an embedded database starts from in a third of the time of an empty one; none when a server has the template. */
export async function embeddedDump(): Promise<Blob | undefined> {
  const template = inject('databaseTemplate');
  return template.kind === 'embedded' ? openAsBlob(template.dumpFile) : undefined;
}

/** Puts a database into a new data folder, as an earlier start would have done; answers the folder. */
export async function withDatabase(dataDir: string): Promise<string> {
  const folder = openDataFolder(dataDir);
  const { pglite } = await openFiles(folder.cluster, await embeddedDump());
  await pglite.close();
  await noteCluster(folder, new Date());
  return dataDir;
}
