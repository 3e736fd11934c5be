import { z } from 'zod';

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
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an import')
    .transform(Number),
});
