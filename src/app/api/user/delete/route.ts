import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { signedOut } from '@/middleware/session-cookie';
import { forgetShareDocumentsOf } from '@/middleware/share-documents';
import { DeletionBody, orRefuse } from '@/services/account/account-input';
import { deleteAccount, previewDeletion } from '@/services/account-service';

export const GET = withUser({}, async ({ deps, user }) => ({ rows: await previewDeletion(deps, user.id) }));

export const DELETE = withUser(
  { body: DeletionBody, rate: 'strict' },
  async ({ deps, user, body, runtime }) => {
    const deleted = orRefuse(await deleteAccount(deps, user.id, body.confirmation));
    forgetShareDocumentsOf(user.id);
    return signedOut(Response.json({ deleted }), runtime.env.appUrl);
  },
);

export const { POST, PUT, PATCH } = onlyAllows('GET', 'DELETE');
