import { z } from 'zod';
import { Connection } from '@/lib/shared/analytics/dashboard';
import { ConnectionEvent } from '@/lib/shared/archival/breaker-events-schema';
import { RejectedCount } from '@/lib/shared/archival/rejected-items-schema';
import { count, instant, milliseconds } from '@/lib/shared/schema-parts';
import { THEMES } from './account';
import { PERSONAL_DATA } from './personal-data';

export const AccountSession = z.object({
  id: z.string().describe('A prefix of the stored hash; grants no access.'),
  startedAt: instant,
  lastSeenAt: instant.describe('Exact to a day: visits are recorded once a day.'),
  expiresAt: instant,
  isCurrent: z.boolean().describe('True for the session of this request.'),
});
export type AccountSession = z.output<typeof AccountSession>;

export const AccountSettings = z.object({
  timeZone: z.string(),
  locale: z.string().nullable().describe('Null follows the browser.'),
  theme: z.enum(THEMES),
  countsFromMs: milliseconds.describe('A play shorter than this is kept and does not count. Milliseconds.'),
});
export type AccountSettings = z.output<typeof AccountSettings>;

export const Account = z
  .object({
    profile: z.object({
      name: z.string(),
      spotifyId: z.string(),
      email: z.string().nullable(),
      image: z.string().nullable(),
      since: instant.describe('Of the first sign-in.'),
    }),
    connection: Connection,
    allowsNowPlaying: z.boolean().describe('Whether the last sign-in allowed to ask what plays now.'),
    connectionHistory: z
      .array(ConnectionEvent)
      .describe('The newest changes of the connection, newest first.'),
    rejectedItems: z
      .array(RejectedCount)
      .describe('What Spotify listed among the plays and could not be read as one, by reason.'),
    authorizedAt: instant.nullable(),
    settings: AccountSettings,
    sessions: z.array(AccountSession),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof Account>;

/** Rows by the kind of personal data. */
export const PersonalRows = z.record(z.enum(PERSONAL_DATA.map(({ kind }) => kind)), count);

export const DeletedAccount = z
  .object({
    rows: PersonalRows,
    cachedValues: count
      .nullable()
      .describe('Null when the store did not answer: then its entries expire within 25 hours.'),
    queuedMessages: count
      .nullable()
      .describe(
        'Messages of the local queue; null when it could not be reached: then they find no listener.',
      ),
  })
  .meta({ id: 'DeletedAccount' });
export type DeletedAccount = z.output<typeof DeletedAccount>;
