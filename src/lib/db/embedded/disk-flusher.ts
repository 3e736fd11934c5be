import { basename, sep } from 'node:path';
import { flushAll } from './durable-files';
import type { TrackedFiles } from './tracked-files';

const FLUSH_AFTER_MS = 250;

/** The write-ahead log before the data it describes; the control file, which names the start of recovery, last. */
const STAGES: Array<(path: string) => boolean> = [
  (path) => path.includes(`${sep}pg_wal`),
  (path) => basename(path) !== 'pg_control',
  () => true,
];

/**
 * Flushes to disk what the engine only handed to the operating system, shortly after each change and concurrently with
 * queries. The engine itself never calls fsync, so a power cut could lose any amount of acknowledged work.
 */
export class DiskFlusher {
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  #stopped = false;

  /** @param onFailure a flush failed: acknowledged work may not survive. */
  constructor(
    readonly files: TrackedFiles,
    readonly onFailure: (error: unknown) => void,
  ) {
    files.watch(() => this.#schedule());
    this.#schedule();
  }

  /** Flushes everything that has changed so far. Rejects if a flush fails. */
  async flush(): Promise<void> {
    // Only waited for: its failure was already passed to onFailure.
    await this.#flushing?.catch(() => {});
    const left = this.files.takeChanged();
    for (const stage of STAGES) {
      const paths = [...left].filter(stage);
      for (const path of paths) left.delete(path);
      await flushAll(paths);
    }
  }

  /** Stops the automatic flushing and flushes one last time. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.flush();
  }

  #schedule(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flushing = this.flush();
      this.#flushing.catch(this.onFailure).finally(() => {
        this.#flushing = undefined;
      });
    }, FLUSH_AFTER_MS);
  }
}
