import { z } from 'zod';
import { count, instant } from '@/lib/shared/schema-parts';

/** A report as its owner sees it in a list. */
export const SharedReport = z
  .object({
    shareId: z.string(),
    url: z.string().describe('Where anyone reads it.'),
    title: z.string(),
    description: z.string().nullable(),
    dateRange: z.string().describe('A preset, `YYYY-MM-DD..YYYY-MM-DD`, or one of these with an open end.'),
    views: count.describe(
      'Views by others than the owner and known robots, as far as they reached the server.',
    ),
    isPublic: z.boolean().describe('False: only the owner sees it, until it is made public again.'),
    isIndexable: z.boolean().describe('Whether search engines may list it.'),
    expiresAt: instant.nullable().describe('Null: until it is revoked.'),
    createdAt: instant,
  })
  .meta({ id: 'SharedReport' });
export type SharedReport = z.output<typeof SharedReport>;
