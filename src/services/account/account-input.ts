import { z } from 'zod';
import { AppError, accountGone } from '@/lib/app-error';
import { LOCALES, THEMES } from '@/lib/shared/account/account';
import type { DeletedAccount } from '@/lib/shared/account/account-schema';
import { DELETION_PHRASE } from '@/lib/shared/account/personal-data';
import type { Result } from '@/lib/shared/result';
import { count } from '@/lib/shared/schema-parts';

/** The input of the account routes. */

/** At least one of both; a locale of null follows the browser. */
export const AccountSettingsBody = z
  .strictObject({ locale: z.enum(LOCALES).nullable().optional(), theme: z.enum(THEMES).optional() })
  .refine(({ locale, theme }) => locale !== undefined || theme !== undefined, 'names no setting');

/** The page sends what was typed; a program needs no phrase. */
export const DeletionBody = z.strictObject({ confirmation: z.string().max(200).optional() });

/** How many sessions ended. */
export const Ended = z.object({ ended: count });

export const SessionParams = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/, 'is not the id of a session'),
});

/** What was deleted; throws the reason when nothing was. */
export function orRefuse(outcome: Result<DeletedAccount, 'not_confirmed' | 'already_gone'>): DeletedAccount {
  if (outcome.ok) return outcome.value;
  if (outcome.error === 'already_gone') throw accountGone();
  const text = `confirmation: type “${DELETION_PHRASE}” to delete the account. Nothing was deleted.`;
  throw new AppError('VALIDATION_ERROR', text, { field: 'body.confirmation' });
}
