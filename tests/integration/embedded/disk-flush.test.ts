import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFiles } from '@/lib/db/embedded/cluster';
import { DiskFlusher } from '@/lib/db/embedded/disk-flusher';
import { embeddedDump } from '../../support/database/embedded-dump';
import { waitUntil } from '../../support/wait-until';

describe('what the embedded database acknowledged', () => {
  let folder: string;
  let opened: Awaited<ReturnType<typeof openFiles>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audiospective-flush-'));
    opened = await openFiles(join(folder, 'cluster'), await embeddedDump());
    await opened.pglite.exec('CREATE TABLE notes (text text)');
  });

  afterAll(async () => {
    await opened.pglite.close();
    await rm(folder, { recursive: true });
  });

  it('is flushed to disk automatically, with its log, and nothing is pending at the end', async () => {
    const { pglite, files } = opened;
    const flushed = new Set<string>();
    const takeChanged = files.takeChanged.bind(files);
    files.takeChanged = () => {
      const taken = takeChanged();
      for (const path of taken) flushed.add(path);
      return taken;
    };
    const failures: unknown[] = [];
    const flusher = new DiskFlusher(files, (error) => failures.push(error));
    await flusher.flush();
    flushed.clear();
    await pglite.query("INSERT INTO notes VALUES ('kept')");
    await waitUntil('the log to be flushed', () => [...flushed].some((path) => path.includes('pg_wal')));
    await pglite.query("INSERT INTO notes VALUES ('the last')");
    await flusher.stop();
    expect(takeChanged()).toEqual(new Set());
    expect(failures).toEqual([]);
  });
});
