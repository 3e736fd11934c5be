import { MINUTE } from '@/lib/shared/time';

/**
 * What reading an upload may cost. Ten heavy years are 25 files, 250 MB unzipped and 300,000 rows of less than 2 kB; a
 * file that goes beyond these limits is refused with what to do.
 */
export interface ReadLimits {
  /** Files in a zip. */
  entries: number;
  /** Unzipped bytes of a zip's files, together and each. */
  totalBytes: number;
  entryBytes: number;
  /** Unzipped ÷ zipped, of files of more than `ratioFromBytes`; real histories compress 10 to 40 times. */
  ratio: number;
  ratioFromBytes: number;
  /** Lists and objects inside each other. */
  depth: number;
  /** Characters of one element of a list, and names, values and signs in it. */
  rowCharacters: number;
  rowTokens: number;
  rows: number;
  /** Bytes that the tracks, albums and artists of our own export take in memory. */
  catalogueBytes: number;
  /** Time for reading, ms. */
  time: number;
}

export const READ_LIMITS: ReadLimits = {
  entries: 1_000,
  totalBytes: 2_000_000_000,
  entryBytes: 1_000_000_000,
  ratio: 100,
  ratioFromBytes: 20_000_000,
  depth: 32,
  rowCharacters: 32_000_000,
  rowTokens: 10_000,
  rows: 5_000_000,
  catalogueBytes: 100_000_000,
  time: 4 * MINUTE,
};

/** The heap of the thread that reads, MB. */
export const READER_HEAP_MB = 224;
