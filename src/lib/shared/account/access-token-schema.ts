import { z } from 'zod';
import { instant } from '@/lib/shared/schema-parts';

/** What a token may do: read the archive; upload files to it. */
export const ACCESS_SCOPES = ['read', 'import'] as const;
export type AccessScope = (typeof ACCESS_SCOPES)[number];

/** A token as its listener sees it in a list. */
export const AccessTokenView = z
  .object({
    id: z.string().describe('A prefix of the stored hash; grants no access.'),
    name: z.string(),
    scopes: z.array(z.enum(ACCESS_SCOPES)),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable().describe('Exact to an hour; null: never.'),
    isEnded: z.boolean().describe('It has expired.'),
  })
  .meta({ id: 'AccessTokenView' });
export type AccessTokenView = z.output<typeof AccessTokenView>;

export const NewAccessToken = AccessTokenView.extend({
  token: z.string().describe('Shown this once.'),
}).meta({ id: 'NewAccessToken' });
export type NewAccessToken = z.output<typeof NewAccessToken>;
