import { z } from 'zod';

/** How a file is brought: its name, for the list of imports, and what of it is wanted. */
export const UploadQuery = z.object({
  fileName: z
    .string()
    .max(200)
    .default('listening history')
    .transform((name) => name.replaceAll('\u0000', '').toWellFormed()),
  privateSessions: z.enum(['include', 'leave-out']).default('leave-out'),
});

/** The id in a path; one that no number of ours can be is refused. */
export const ImportParams = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an import')
    .transform(Number),
});
