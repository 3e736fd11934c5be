import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openPromise } from 'yauzl';

/** The texts of the files in a zip that was answered, by their names. */
export async function filesOf(response: Response): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'audiospective-test-'));
  try {
    await writeFile(join(folder, 'all.zip'), Buffer.from(await response.arrayBuffer()));
    const zip = await openPromise(join(folder, 'all.zip'), { lazyEntries: true, autoClose: true });
    const files = new Map<string, string>();
    for await (const entry of zip.eachEntry())
      files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same as one text. */
export const unzipped = async (response: Response): Promise<string> =>
  [...(await filesOf(response)).values()].join('');
