import { z } from 'zod';
import { DeletedAccount, PersonalRows } from '@/lib/shared/account/account-schema';
import { route } from '@/middleware/route';
import { signedOut } from '@/middleware/session-cookie';
import { withUser } from '@/middleware/with-user';
import { DeletionBody, orRefuse } from '@/services/account/account-input';
import { deleteAccount, previewDeletion } from '@/services/account/delete-account';

const preview = {
  summary: 'What deleting the account would remove, by kind',
  answers: { 200: z.object({ rows: PersonalRows }) },
};

const deletion = {
  summary: 'Deletes the account and everything stored about the listener',
  answers: { 200: z.object({ deleted: DeletedAccount }) },
  body: DeletionBody,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(preview, async ({ deps, user }) => ({ rows: await previewDeletion(deps, user.id) })),
  DELETE: withUser(deletion, async ({ deps, user, body, runtime }) => {
    const deleted = orRefuse(await deleteAccount(deps, user.id, body.confirmation));
    return signedOut(Response.json({ deleted }), runtime.env.appUrl);
  }),
});
