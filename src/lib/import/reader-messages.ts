import type { HistoryReading } from './read-history';

/** What the thread is to read. */
export interface ReadTask {
  /** The uploaded file, and a folder that the thread may use. */
  path: string;
  folder: string;
  fileName: string;
  privateSessions: boolean;
  now: Date;
}

/** What the thread posts; after a chunk it waits for an answer, so that chunks never pile up. */
export type ReaderMessage =
  | { type: 'progress' }
  | { type: 'chunk'; payload: Uint8Array }
  | { type: 'done'; reading: HistoryReading }
  | { type: 'refused'; message: string };
