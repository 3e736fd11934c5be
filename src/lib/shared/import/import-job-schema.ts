import { z } from 'zod';
import { IMPORT_OUTCOMES } from '@/lib/shared/import/import-outcomes';
import { count, instant, rowId } from '@/lib/shared/schema-parts';

const SkippedFile = z.object({
  name: z.string(),
  reason: z.enum([
    'encrypted',
    'unknownCompression',
    'zipInside',
    'notJson',
    'unreadable',
    'podcasts',
    'audiobooks',
    'noHistory',
    'noRows',
    'lessExact',
    'secondExport',
  ]),
});

export const ImportJobView = z
  .object({
    id: rowId,
    fileName: z.string(),
    fileBytes: count,
    format: z.enum(['extended_history', 'account_data', 'audiospective']),
    status: z.enum(['reading', 'queued', 'running', 'succeeded', 'failed']).describe('It always ends.'),
    createdAt: instant,
    finishedAt: instant.nullable(),
    rowsTotal: count,
    rowsDone: count.describe('The sum of all counts.'),
    counts: z
      .record(z.enum(IMPORT_OUTCOMES), count)
      .describe('Every row of a file ends as exactly one of these.'),
    gapsClosed: count.describe('Gaps of the archive that the file filled.'),
    firstPlayAt: instant.nullable().describe('The period that the file’s plays span.'),
    lastPlayAt: instant.nullable(),
    failure: z
      .string()
      .nullable()
      .describe('A stable code: timed_out, or interrupted for an upload that broke off.'),
    errors: z
      .array(z.string())
      .describe('Sentences for the listener, e.g. what in the file could not be read.'),
    skippedFiles: z
      .array(SkippedFile)
      .describe(
        'Files inside the uploaded zip that were not read: the first 100. `errors` says how many more; the export of everything has all.',
      ),
  })
  .meta({ id: 'ImportJobView' });
