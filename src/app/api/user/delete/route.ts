import { route } from '@/middleware/route';
import { signedOut } from '@/middleware/session-cookie';
import { withUser } from '@/middleware/with-user';
import { DeletionBody, orRefuse } from '@/services/account/account-input';
import { deleteAccount, previewDeletion } from '@/services/account/delete-account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({}, async ({ deps, user }) => ({ rows: await previewDeletion(deps, user.id) })),
  DELETE: withUser({ body: DeletionBody, rate: 'strict' }, async ({ deps, user, body, runtime }) => {
    const deleted = orRefuse(await deleteAccount(deps, user.id, body.confirmation));
    return signedOut(Response.json({ deleted }), runtime.env.appUrl);
  }),
});
