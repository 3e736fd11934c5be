import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { revokeToken, TokenParams } from '@/services/account/access-tokens';

const shape = {
  summary: 'Revokes an access token at once',
  answers: { 204: null },
  errors: [404],
  params: TokenParams,
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: withUser(shape, ({ deps, user, params }) => revokeToken(deps, user.id, params.id)),
});
