import type { z } from 'zod';
import type { ImportJobView as schema } from './import-job-schema';

/** What an imported file was: Spotify's extended streaming history, its short account data, or our own export. */
export type ImportFormat = ImportJobView['format'];

/**
 * Why a file inside an uploaded zip was not read. `lessExact`: a file of Spotify's beside an export of Audiospective.
 * `secondExport`: a second export of Audiospective. Both can be imported on their own.
 */
export type SkipReason = SkippedFile['reason'];
export type SkippedFile = ImportJobView['skippedFiles'][number];

/** An imported file, as pages and the API show it; times are ISO 8601 UTC. `status` always ends. */
export type ImportJobView = z.output<typeof schema>;
