import { z } from 'zod';
import { rowIdIn } from '@/lib/shared/schema-parts';

/** The parameters of an upload: the file name, for the list of imports, and what to import. */
export const UploadQuery = z.object({
  fileName: z
    .string()
    .max(200)
    .default('listening history')
    .transform((name) => name.replaceAll('\u0000', '').toWellFormed()),
  privateSessions: z.enum(['include', 'leave-out']).default('leave-out'),
});

/** The id in a path; refuses a number that no id can be. */
export const ImportParams = z.object({
  id: rowIdIn('an import'),
});
