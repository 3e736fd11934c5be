import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file of the thread that reads uploads. */
    readerThread: string;
  }
}

const SOURCE = resolve(import.meta.dirname, '../../../src/lib/import/reader-thread.ts');

/** Runs once before all test files: the thread that reads uploads in one file, as the product's bundler makes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'audiospective-reader-'));
  const outfile = join(folder, 'reader-thread.cjs');
  await build({ entryPoints: [SOURCE], outfile, bundle: true, platform: 'node', format: 'cjs' });
  project.provide('readerThread', outfile);
  return () => rm(folder, { recursive: true });
}
