import type { z } from 'zod';
import type { ImportJobView as schema } from './import-job-schema';

/** What an imported file was: Spotify's extended streaming history, its short account data, or our own export. */
export type ImportFormat = ImportJobView['format'];

/**
 * Why a file inside an uploaded zip was not read. `lessExact`: another file of the zip tells of the same plays, and more
 * exactly. `secondExport`: a second export of Audiospective, each of which is imported on its own.
 */
export type PassedOverReason = PassedOver['reason'];
export type PassedOver = ImportJobView['passedOver'][number];

/** An imported file, as pages and the API show it; times are ISO 8601 UTC. `status` always ends. */
export type ImportJobView = z.output<typeof schema>;
